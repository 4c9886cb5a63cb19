// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Functions;
import dev.stride.api.function.FieldFunction;
import dev.stride.api.relation.JoinKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What pairs of rows must satisfy to match: values that are equal, and any further condition.
 * Immutable. Null is equal to nothing.
 *
 * @param <L> the left record
 * @param <R> the right record
 */
public final class JoinCondition<L extends Record, R extends Record> {
  private final List<JoinKey> keys;
  private final Optional<Expression<?>> residual;

  private JoinCondition(List<JoinKey> keys, Optional<Expression<?>> residual) {
    this.keys = List.copyOf(keys);
    this.residual = residual;
  }

  static <L extends Record, R extends Record> JoinCondition<L, R> none() {
    return new JoinCondition<>(List.of(), Optional.empty());
  }

  /** Pairs whose fields are equal: {@code on(Order::customer, Customer::id)}. */
  public static <L extends Record, R extends Record> JoinCondition<L, R> on(
      FieldFunction<L, ?> left, FieldFunction<R, ?> right) {
    return JoinCondition.<L, R>none().and(left, right);
  }

  /** Pairs whose values are equal, each over the fields of its own side. */
  public static <L extends Record, R extends Record> JoinCondition<L, R> on(
      Expression<?> left, Expression<?> right) {
    return JoinCondition.<L, R>none().and(left, right);
  }

  /**
   * Pairs that satisfy a condition over both sides, written with {@code left} and {@code right}.
   */
  public static <L extends Record, R extends Record> JoinCondition<L, R> on(
      Expression<Boolean> condition) {
    return JoinCondition.<L, R>none().and(condition);
  }

  /** The same, and these fields are equal. */
  public JoinCondition<L, R> and(FieldFunction<L, ?> left, FieldFunction<R, ?> right) {
    return and(Functions.field(left), Functions.field(right));
  }

  /** The same, and these values are equal. */
  public JoinCondition<L, R> and(Expression<?> left, Expression<?> right) {
    List<JoinKey> more = new ArrayList<>(keys);
    more.add(new JoinKey(left, right));
    return new JoinCondition<>(more, residual);
  }

  /** The same, and this condition over both sides is true. */
  @SuppressWarnings("unchecked")
  public JoinCondition<L, R> and(Expression<Boolean> condition) {
    Expression<?> both =
        residual
            .<Expression<?>>map(first -> ((Expression<Boolean>) first).and(condition))
            .orElse(condition);
    return new JoinCondition<>(keys, Optional.of(both));
  }

  List<JoinKey> keys() {
    return keys;
  }

  Optional<Expression<?>> residual() {
    return residual;
  }
}
