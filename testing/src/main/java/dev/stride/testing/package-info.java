// SPDX-License-Identifier: Apache-2.0
/**
 * What proves a backend or a store, shipped to their authors: the meaning of the algebra as plain
 * Java in {@code reference}, random programs in {@code program}, the promises every backend keeps
 * in {@code contract}, and what must be survived in {@code fault}. Start with {@link
 * dev.stride.testing.reference.ReferenceInterpreter}.
 */
@NullMarked
package dev.stride.testing;

import org.jspecify.annotations.NullMarked;
