// SPDX-License-Identifier: Apache-2.0
/**
 * Functional interfaces that users implement by method reference or lambda. They are serializable
 * only so that a method reference can be asked for its name; Stride never stores a serialized
 * function. Start with {@link dev.stride.api.function.FieldFunction}.
 */
@NullMarked
package dev.stride.api.function;

import org.jspecify.annotations.NullMarked;
