// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.expression.Expression;

/**
 * A pair of values that must be equal; null is equal to nothing.
 *
 * @param left over the left input's fields
 * @param right over the right input's fields, of the same type
 */
public record JoinKey(Expression<?> left, Expression<?> right) {}
