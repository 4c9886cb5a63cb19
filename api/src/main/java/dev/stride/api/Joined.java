// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.FieldReference;
import dev.stride.api.expression.Side;
import dev.stride.api.relation.Join;
import dev.stride.api.relation.JoinKind;
import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pairs of rows, to be made into records by {@link #into} or {@link #select}.
 *
 * @param <L> the left record
 * @param <R> the right record
 */
public final class Joined<L extends Record, R extends Record> {
  private final JoinKind kind;
  private final Dataset<L> left;
  private final Dataset<R> right;
  private final JoinCondition<L, R> condition;

  Joined(JoinKind kind, Dataset<L> left, Dataset<R> right, JoinCondition<L, R> condition) {
    this.kind = kind;
    this.left = left;
    this.right = right;
    this.condition = condition;
  }

  /**
   * Each pair as a record whose components are found by name on either side.
   *
   * @throws IllegalArgumentException if a name is on no side, or on both without being joined on
   */
  public <S extends Record> Dataset<S> into(Class<S> output) {
    RecordType type = RecordType.of(output);
    List<Expression<?>> values = new ArrayList<>();
    for (Component component : type.components()) {
      values.add(byName(type, component.name()));
    }
    return pairs(type, values);
  }

  /**
   * Each pair as a record: one expression per component, in order, over {@code left(…)} and {@code
   * right(…)}.
   */
  public <S extends Record> Dataset<S> select(Class<S> output, Expression<?>... values) {
    return pairs(RecordType.of(output), List.of(values));
  }

  Dataset<L> leftRows() {
    Join join =
        new Join(
            kind,
            left.relation(),
            right.relation(),
            condition.keys(),
            condition.residual(),
            left.relation().output(),
            List.of());
    return Dataset.of(left.type(), join, left.reader());
  }

  private <S extends Record> Dataset<S> pairs(RecordType output, List<Expression<?>> values) {
    Join join =
        new Join(
            kind,
            left.relation(),
            right.relation(),
            condition.keys(),
            condition.residual(),
            output,
            values);
    @SuppressWarnings("unchecked")
    Class<S> type = (Class<S>) output.type();
    return Dataset.of(type, join, left.reader());
  }

  private Expression<?> byName(RecordType output, String name) {
    Optional<Component> onLeft = left.relation().output().component(name);
    Optional<Component> onRight = right.relation().output().component(name);
    if (onLeft.isPresent() && onRight.isPresent() && !isKeyOnBoth(name)) {
      throw cannotFill(output, name, "both sides have it (use select with left(…) or right(…))");
    }
    if (onLeft.isPresent() && (onRight.isEmpty() || !kind.leftMayMiss())) {
      return new FieldReference<>(Side.LEFT, left.relation().output(), onLeft.get());
    }
    if (onRight.isPresent() && (onLeft.isEmpty() || !kind.rightMayMiss())) {
      return new FieldReference<>(Side.RIGHT, right.relation().output(), onRight.get());
    }
    if (onRight.isPresent()) {
      throw cannotFill(output, name, "either side may miss (use select with coalesce)");
    }
    throw cannotFill(output, name, "neither side has it (use select)");
  }

  private boolean isKeyOnBoth(String name) {
    return condition.keys().stream()
        .anyMatch(key -> isField(key.left(), name) && isField(key.right(), name));
  }

  private static boolean isField(Expression<?> expression, String name) {
    return expression instanceof FieldReference<?> field && field.component().name().equals(name);
  }

  private IllegalArgumentException cannotFill(RecordType output, String name, String reason) {
    return new IllegalArgumentException("Cannot fill " + output + "." + name + ": " + reason);
  }
}
