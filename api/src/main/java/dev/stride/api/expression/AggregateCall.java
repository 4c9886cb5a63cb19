// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.DataType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An aggregate over the rows of a group, or, inside a {@link WindowCall}, of a frame.
 *
 * @param function the function
 * @param arguments its arguments; {@code percentile} has its fraction as a literal behind x
 * @param orderings the order for {@code firstBy}, {@code lastBy} and an ordered {@code collectList}
 * @param type the type of its result
 */
public record AggregateCall<T>(
    AggregateFunction function,
    List<Expression<?>> arguments,
    List<Ordering> orderings,
    DataType type)
    implements Expression<T> {
  public AggregateCall {
    arguments = List.copyOf(arguments);
    orderings = List.copyOf(orderings);
  }

  static <T> AggregateCall<T> of(
      AggregateFunction function, List<Expression<?>> arguments, List<Ordering> orderings) {
    arguments.forEach(argument -> Checks.rowLevel(function.signature(), argument));
    orderings.forEach(ordering -> Checks.rowLevel(function.signature(), ordering.key()));
    return new AggregateCall<>(function, arguments, orderings, function.resultType(arguments));
  }

  /**
   * The same aggregate over the rows in that order; for {@code collectList} only.
   *
   * @throws IllegalArgumentException for any other function, whose result no order changes
   */
  public AggregateCall<T> orderBy(Ordering... orderings) {
    if (function != AggregateFunction.COLLECT_LIST) {
      throw new IllegalArgumentException(
          "Cannot order "
              + function.signature()
              + ": its result does not depend on order"
              + " (only collectList takes orderBy)");
    }
    return of(function, arguments, List.of(orderings));
  }

  /** This aggregate over the frame of {@code window}, one value per row. */
  public WindowCall<T> over(Window window) {
    return WindowCall.of(this, window);
  }

  /**
   * Whether the result may be null for a group that has rows; over all rows of a dataset it may
   * also be null because there is none, except for counts and lists.
   */
  @Override
  public boolean nullable() {
    return switch (function) {
      case COUNT_ROWS, COUNT, COUNT_DISTINCT, COLLECT_LIST -> false;
      case SUM, MIN, MAX, MEAN, DECIMAL_MEAN, VARIANCE, STDDEV, PERCENTILE, FIRST_BY, LAST_BY ->
          function.nullableOverRows() || arguments.get(0).nullable();
    };
  }

  @Override
  public String toString() {
    String inner = arguments.stream().map(Object::toString).collect(Collectors.joining(", "));
    String order = orderings.isEmpty() ? "" : " order by " + orderings;
    return function.name().toLowerCase(java.util.Locale.ROOT) + "(" + inner + order + ")";
  }
}
