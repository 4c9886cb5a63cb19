// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import static dev.stride.api.expression.Functions.collectList;
import static dev.stride.api.expression.Functions.count;
import static dev.stride.api.expression.Functions.countDistinct;
import static dev.stride.api.expression.Functions.cumeDist;
import static dev.stride.api.expression.Functions.decimalMean;
import static dev.stride.api.expression.Functions.denseRank;
import static dev.stride.api.expression.Functions.firstBy;
import static dev.stride.api.expression.Functions.firstValue;
import static dev.stride.api.expression.Functions.lag;
import static dev.stride.api.expression.Functions.lastBy;
import static dev.stride.api.expression.Functions.lastValue;
import static dev.stride.api.expression.Functions.lead;
import static dev.stride.api.expression.Functions.max;
import static dev.stride.api.expression.Functions.mean;
import static dev.stride.api.expression.Functions.min;
import static dev.stride.api.expression.Functions.ntile;
import static dev.stride.api.expression.Functions.percentRank;
import static dev.stride.api.expression.Functions.percentile;
import static dev.stride.api.expression.Functions.rank;
import static dev.stride.api.expression.Functions.rowNumber;
import static dev.stride.api.expression.Functions.stddev;
import static dev.stride.api.expression.Functions.sum;
import static dev.stride.api.expression.Functions.variance;

import dev.stride.api.expression.AggregateCall;
import dev.stride.api.expression.AggregateFunction;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Frame;
import dev.stride.api.expression.Ordering;
import dev.stride.api.expression.Side;
import dev.stride.api.expression.Window;
import dev.stride.api.expression.WindowFunction;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.ScalarType;
import dev.stride.testing.reference.RowScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Random aggregates and window functions over the rows of a stage. */
final class AggregateSource {
  private static final int TRIALS = 8;

  private final Randomness random;
  private final RandomOrders orders;
  private final Stage stage;
  private final List<RowScope> scopes;
  private final ExpressionSource source;

  AggregateSource(Randomness random, RandomValues values, Stage stage) {
    this.random = random;
    this.orders = new RandomOrders(random);
    this.stage = stage;
    this.scopes = stage.scopes();
    this.source = new ExpressionSource(random, values, stage.fields(Side.INPUT));
  }

  /** An expression that has a value for every row, of everyday size if asked for. */
  private @Nullable Expression<Object> argument(DataType type, boolean moderate) {
    for (int trial = 0; trial < TRIALS; trial++) {
      Expression<?> argument = random.oneIn(3) ? source.of(type) : source.leaf(type);
      if (!Outcomes.isRounded(argument)
          && Outcomes.yields(argument, scopes, true)
          && (!moderate || Outcomes.isModerate(argument, scopes))) {
        return cast(argument);
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked")
  private static Expression<Object> cast(Expression<?> expression) {
    return (Expression<Object>) expression;
  }

  private DataType number() {
    return random.of(
        ScalarType.INT,
        ScalarType.LONG,
        ScalarType.DOUBLE,
        ScalarType.FLOAT,
        new DecimalType(5, 2),
        new DecimalType(18, 4));
  }

  /** Aggregates of various types, to be used alone or in expressions. */
  List<Expression<?>> aggregates(int count) {
    List<Expression<?>> aggregates = new ArrayList<>();
    for (int trial = 0; trial < count; trial++) {
      Expression<?> aggregate = aggregate(random.of(AggregateFunction.values()), anyType());
      if (aggregate != null) {
        aggregates.add(aggregate);
      }
    }
    return aggregates;
  }

  private DataType anyType() {
    return source.anyType();
  }

  /** An aggregate of that type if there is one in a few trials. */
  @Nullable Expression<?> of(DataType wanted) {
    for (int trial = 0; trial < 4 * TRIALS; trial++) {
      AggregateFunction function = random.of(AggregateFunction.values());
      Expression<?> made = aggregate(function, argumentType(function, wanted));
      if (made != null && made.type().equals(wanted)) {
        return made;
      }
    }
    return null;
  }

  private static DataType argumentType(AggregateFunction function, DataType wanted) {
    return switch (function) {
      case SUM ->
          wanted instanceof DecimalType decimal
              ? new DecimalType(
                  Math.max(decimal.scale(), decimal.precision() - 10), decimal.scale())
              : wanted;
      case COLLECT_LIST -> wanted instanceof ListType list ? list.element() : wanted;
      default -> wanted;
    };
  }

  private @Nullable Expression<?> aggregate(AggregateFunction function, DataType type) {
    DataType numeric = type.isNumeric() ? type : number();
    return switch (function) {
      case COUNT_ROWS -> count();
      case COUNT -> over(argument(type, false), x -> count(x));
      case COUNT_DISTINCT -> type.isOrdered() ? distinct(type) : null;
      case SUM -> over(argument(numeric, numeric.isFloating()), x -> sum(x));
      case MIN -> type.isOrdered() ? over(argument(type, false), x -> min(x)) : null;
      case MAX -> type.isOrdered() ? over(argument(type, false), x -> max(x)) : null;
      case MEAN -> over(argument(number(), true), x -> mean(x));
      case DECIMAL_MEAN ->
          numeric instanceof DecimalType
              ? over(argument(numeric, true), x -> decimalMean(x))
              : null;
      case VARIANCE -> over(argument(number(), true), x -> variance(x));
      case STDDEV -> over(argument(number(), true), x -> stddev(x));
      case PERCENTILE ->
          over(argument(number(), true), x -> percentile(x, random.of(0.0, 0.5, 0.9, 1.0)));
      case COLLECT_LIST -> ordered(type, (x, order) -> collectList(x).orderBy(order));
      case FIRST_BY -> ordered(type, (x, order) -> firstBy(x, order));
      case LAST_BY -> ordered(type, (x, order) -> lastBy(x, order));
    };
  }

  private interface Over {
    Expression<?> apply(Expression<Object> argument);
  }

  private interface Ordered {
    Expression<?> apply(Expression<Object> argument, Ordering[] order);
  }

  private static @Nullable Expression<?> over(
      @Nullable Expression<Object> argument, Over function) {
    return argument == null ? null : function.apply(argument);
  }

  private @Nullable Expression<?> distinct(DataType type) {
    Expression<Object> first = argument(type, false);
    Expression<Object> second = argument(ScalarType.STRING, false);
    if (first == null || second == null) {
      return null;
    }
    return random.oneIn(2) ? countDistinct(first) : countDistinct(first, second);
  }

  private @Nullable Expression<?> ordered(DataType type, Ordered function) {
    Expression<Object> argument = argument(type, false);
    Optional<List<Ordering>> order = orders.total(stage);
    return argument == null || order.isEmpty()
        ? null
        : function.apply(argument, order.get().toArray(new Ordering[0]));
  }

  /** Window functions of various types, to be used alone or in expressions. */
  List<Expression<?>> windows(int count) {
    List<Expression<?>> windows = new ArrayList<>();
    for (int trial = 0; trial < count; trial++) {
      Expression<?> window = random.oneIn(2) ? ranking() : windowed();
      if (window != null && Outcomes.yields(window, scopes, true)) {
        windows.add(window);
      }
    }
    return windows;
  }

  private Window partitioned() {
    List<Expression<?>> keys =
        stage.fields(Side.INPUT).stream().filter(field -> field.type().isOrdered()).toList();
    return keys.isEmpty() || random.oneIn(3) ? Window.ofAll() : Window.partitionBy(random.of(keys));
  }

  private Window inOrder(List<Ordering> order) {
    return partitioned().orderBy(order.toArray(new Ordering[0]));
  }

  private Window framed(Window window) {
    long start = random.of(Frame.UNBOUNDED_BEFORE, -3L, -1L, 0L, 1L);
    long end = random.of(Frame.UNBOUNDED_AFTER, 3L, 1L, 0L, -1L);
    return start <= end ? window.rowsBetween(start, end) : window.rowsBetween(end, start);
  }

  private @Nullable Expression<?> ranking() {
    WindowFunction function = random.of(WindowFunction.values());
    Optional<List<Ordering>> total = orders.strict(stage);
    List<Ordering> loose = orders.any(stage);
    Expression<Object> x = argument(anyType(), false);
    if (total.isEmpty() || loose.isEmpty() || x == null) {
      return null;
    }
    Window exact = inOrder(total.get());
    Window peers = inOrder(loose);
    Window frame = random.oneIn(2) ? exact : framed(exact);
    return switch (function) {
      case ROW_NUMBER -> rowNumber(exact);
      case RANK -> rank(peers);
      case DENSE_RANK -> denseRank(peers);
      case PERCENT_RANK -> percentRank(peers);
      case CUME_DIST -> cumeDist(peers);
      case NTILE -> ntile(1 + random.below(5), exact);
      case LAG -> lag(x, random.below(4), exact);
      case LEAD -> lead(x, random.below(4), exact);
      case FIRST_VALUE -> firstValue(x, frame);
      case LAST_VALUE -> lastValue(x, frame);
    };
  }

  private @Nullable Expression<?> windowed() {
    AggregateFunction function =
        random.of(
            AggregateFunction.COUNT_ROWS,
            AggregateFunction.COUNT,
            AggregateFunction.SUM,
            AggregateFunction.MIN,
            AggregateFunction.MAX,
            AggregateFunction.MEAN,
            AggregateFunction.DECIMAL_MEAN,
            AggregateFunction.VARIANCE,
            AggregateFunction.STDDEV);
    if (!(aggregate(function, anyType()) instanceof AggregateCall<?> call)) {
      return null;
    }
    if (random.oneIn(3)) {
      return call.over(partitioned());
    }
    Optional<List<Ordering>> total = orders.strict(stage);
    if (total.isEmpty() || random.oneIn(3)) {
      List<Ordering> loose = orders.any(stage);
      return loose.isEmpty() ? null : call.over(inOrder(loose));
    }
    return call.over(framed(inOrder(total.get())));
  }
}
