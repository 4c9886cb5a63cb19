// SPDX-License-Identifier: Apache-2.0
/**
 * The promises that every backend keeps, as abstract test classes. Authors of backends extend them
 * in their own tests; start with {@link dev.stride.testing.contract.AlgebraContract}.
 */
@NullMarked
package dev.stride.testing.contract;

import org.jspecify.annotations.NullMarked;
