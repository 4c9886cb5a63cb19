// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.DataType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A scalar function applied to its arguments. Arguments already have the types that the function
 * works on: where the user's differ, widening casts stand in the tree.
 *
 * @param function the function
 * @param arguments its arguments, in order
 * @param type the type of its result
 */
public record Call<T>(ScalarFunction function, List<Expression<?>> arguments, DataType type)
    implements Expression<T> {
  public Call {
    arguments = List.copyOf(arguments);
  }

  /**
   * Applies {@code function}, widening arguments where the function asks for it.
   *
   * @throws IllegalArgumentException if the arguments' types do not fit; the message names both
   */
  static <T> Call<T> of(ScalarFunction function, Expression<?>... arguments) {
    return of(function, List.of(arguments));
  }

  static <T> Call<T> of(ScalarFunction function, List<Expression<?>> arguments) {
    List<Expression<?>> widened = function.widen(arguments);
    return new Call<>(function, widened, function.resultType(widened));
  }

  @Override
  public boolean nullable() {
    return function.nullable(arguments);
  }

  @Override
  public String toString() {
    String inner = arguments.stream().map(Object::toString).collect(Collectors.joining(", "));
    String suffix = function.namesItsType() ? " as " + type : "";
    return function.label() + "(" + inner + suffix + ")";
  }
}
