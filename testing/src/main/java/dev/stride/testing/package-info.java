// SPDX-License-Identifier: Apache-2.0
/**
 * What proves a backend, shipped to authors of backends: the meaning of the algebra as plain Java
 * in {@code reference}, random programs in {@code program}, and the promises every backend keeps in
 * {@code contract}. Start with {@link dev.stride.testing.reference.ReferenceInterpreter}.
 */
@NullMarked
package dev.stride.testing;

import org.jspecify.annotations.NullMarked;
