// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.DataType;
import java.util.List;

/**
 * A window function applied to the rows around each row; allowed in {@code select} and {@code
 * derive} only.
 *
 * @param function what is computed: one of the ranking functions, or an aggregate
 * @param window the rows it looks at
 */
public record WindowCall<T>(WindowedFunction function, Window window) implements Expression<T> {

  /** Either a function that exists only over windows or an aggregate. */
  public sealed interface WindowedFunction {}

  /**
   * A ranking or shifting function.
   *
   * @param function the function
   * @param arguments x of {@code lag}, {@code lead}, {@code firstValue} and {@code lastValue}
   * @param offset rows of {@code lag} and {@code lead}, buckets of {@code ntile}, else 0
   */
  public record Ranking(WindowFunction function, List<Expression<?>> arguments, int offset)
      implements WindowedFunction {}

  /**
   * An aggregate over the frame.
   *
   * @param call the aggregate
   */
  public record Aggregated(AggregateCall<?> call) implements WindowedFunction {}

  static <T> WindowCall<T> of(AggregateCall<T> aggregate, Window window) {
    if (!aggregate.orderings().isEmpty()
        || aggregate.function() == AggregateFunction.COUNT_DISTINCT
        || aggregate.function() == AggregateFunction.PERCENTILE
        || aggregate.function() == AggregateFunction.COLLECT_LIST) {
      throw new IllegalArgumentException(
          "Cannot use "
              + aggregate.function().signature()
              + " over a window: not every engine has it (aggregate and join instead)");
    }
    return new WindowCall<>(new Aggregated(aggregate), window);
  }

  static <T> WindowCall<T> of(Ranking ranking, Window window) {
    ranking.arguments().forEach(x -> Checks.rowLevel(ranking.function().signature(), x));
    if (window.orderings().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot use "
              + ranking.function().signature()
              + " over an unordered window (add orderBy to the window)");
    }
    return new WindowCall<>(ranking, window);
  }

  @Override
  public DataType type() {
    if (function instanceof Aggregated aggregated) {
      return aggregated.call().type();
    }
    Ranking ranking = (Ranking) function;
    return switch (ranking.function()) {
      case ROW_NUMBER, RANK, DENSE_RANK, NTILE -> dev.stride.api.type.ScalarType.INT;
      case PERCENT_RANK, CUME_DIST -> dev.stride.api.type.ScalarType.DOUBLE;
      case LAG, LEAD, FIRST_VALUE, LAST_VALUE -> ranking.arguments().get(0).type();
    };
  }

  @Override
  public boolean nullable() {
    if (function instanceof Aggregated aggregated) {
      return aggregated.call().nullable()
          || (window.frame().unit() == Frame.Unit.ROWS
              && aggregated.call().function() != AggregateFunction.COUNT
              && aggregated.call().function() != AggregateFunction.COUNT_ROWS);
    }
    return ((Ranking) function).function().yieldsArgument();
  }

  @Override
  public String toString() {
    String name =
        function instanceof Ranking ranking
            ? ranking.function().signature() + ranking.arguments()
            : ((Aggregated) function).call().toString();
    return name + " over (" + window + ")";
  }
}
