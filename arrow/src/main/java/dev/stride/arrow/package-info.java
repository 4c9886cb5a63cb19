// SPDX-License-Identifier: Apache-2.0
/**
 * Records in Arrow's columns and back, without a box per value. For authors of backends; start with
 * {@link dev.stride.arrow.ArrowRows}.
 */
@NullMarked
package dev.stride.arrow;

import org.jspecify.annotations.NullMarked;
