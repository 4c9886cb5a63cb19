// SPDX-License-Identifier: Apache-2.0
/**
 * The meaning of the algebra as plain Java: no engine, no optimization, one row after the other.
 * For whoever tests a backend; start with {@link
 * dev.stride.testing.reference.ReferenceInterpreter}.
 */
@NullMarked
package dev.stride.testing.reference;

import org.jspecify.annotations.NullMarked;
