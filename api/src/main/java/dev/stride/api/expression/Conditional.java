// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import java.util.ArrayList;
import java.util.List;

/** A conditional under construction; {@link #otherwise} or {@link #otherwiseNull} ends it. */
public final class Conditional<T> {
  private final List<Expression<?>> branches;

  Conditional(List<Expression<?>> branches) {
    this.branches = branches;
  }

  /** A further branch, tried when no earlier condition is true. */
  public Conditional<T> when(Expression<Boolean> condition, Expression<? extends T> value) {
    List<Expression<?>> longer = new ArrayList<>(branches);
    longer.add(condition);
    longer.add(value);
    return new Conditional<>(longer);
  }

  /** A further branch with a constant. */
  public Conditional<T> when(Expression<Boolean> condition, T value) {
    return when(condition, Literal.of(value));
  }

  /** The value where no condition is true. */
  public Expression<T> otherwise(Expression<? extends T> value) {
    List<Expression<?>> arguments = new ArrayList<>(branches);
    arguments.add(value);
    return Call.of(ScalarFunction.CASE, arguments);
  }

  /** A constant where no condition is true. */
  public Expression<T> otherwise(T value) {
    return otherwise(Literal.of(value));
  }

  /** Null where no condition is true. */
  public Expression<T> otherwiseNull() {
    List<Expression<?>> arguments = new ArrayList<>(branches);
    arguments.add(new Literal<>(null, branches.get(1).type()));
    return Call.of(ScalarFunction.CASE, arguments);
  }
}
