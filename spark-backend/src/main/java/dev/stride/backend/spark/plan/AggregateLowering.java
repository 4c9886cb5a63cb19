// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.cume_dist;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.ntile;
import static org.apache.spark.sql.functions.percent_rank;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.stddev_samp;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.var_samp;
import static org.apache.spark.sql.functions.when;

import dev.stride.api.expression.AggregateCall;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Frame;
import dev.stride.api.expression.Ordering;
import dev.stride.api.expression.WindowCall;
import dev.stride.api.type.DecimalType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/** Lowers aggregates, alone or over windows, and window functions. */
final class AggregateLowering {
  private static final String VALUE = "v";

  private final ExpressionLowering expressions;

  AggregateLowering(ExpressionLowering expressions) {
    this.expressions = expressions;
  }

  Column of(AggregateCall<?> call) {
    return of(call, aggregate -> aggregate);
  }

  /** The aggregate; {@code over} puts a window around each of Spark's own. */
  private Column of(AggregateCall<?> call, UnaryOperator<Column> over) {
    return switch (call.function()) {
      case COUNT_ROWS -> over.apply(count(lit(1)));
      case COUNT -> over.apply(count(x(call)));
      case COUNT_DISTINCT -> countDistinct(call);
      case SUM -> over.apply(sum(x(call)));
      case MIN -> positiveZero(call, over.apply(min(x(call))));
      case MAX -> positiveZero(call, over.apply(max(x(call))));
      case MEAN -> over.apply(avg(asDouble(call)));
      case DECIMAL_MEAN -> over.apply(avg(x(call))).cast(SparkTypes.of(call.type()));
      case VARIANCE -> over.apply(var_samp(asDouble(call)));
      case STDDEV -> over.apply(stddev_samp(asDouble(call)));
      case PERCENTILE -> percentile(asDouble(call), expressions.of(call.arguments().get(1)));
      case COLLECT_LIST -> collect(call);
      case FIRST_BY, LAST_BY -> positiveZero(call, atEnd(call));
    };
  }

  private Column x(AggregateCall<?> call) {
    return expressions.of(call.arguments().get(0));
  }

  /** Spark's mean of decimals has few digits; its mean of integers is one of doubles anyway. */
  private Column asDouble(AggregateCall<?> call) {
    return call.arguments().get(0).type() instanceof DecimalType ? x(call).cast("double") : x(call);
  }

  private static Column positiveZero(AggregateCall<?> call, Column value) {
    return FunctionLowering.positiveZero(value, call.type());
  }

  private Column countDistinct(AggregateCall<?> call) {
    Column[] values = expressions.of(call.arguments());
    Column[] others = new Column[values.length - 1];
    System.arraycopy(values, 1, others, 0, others.length);
    return count_distinct(values[0], others);
  }

  private Column collect(AggregateCall<?> call) {
    if (call.orderings().isEmpty()) {
      return collect_list(x(call));
    }
    Column rows = collect_list(when(x(call).isNotNull(), keysAndValue(call)));
    return transform(sorted(rows, call.orderings()), row -> row.getField(VALUE));
  }

  /** The first or last by keys of one direction are a minimum or maximum; others are sorted out. */
  private Column atEnd(AggregateCall<?> call) {
    boolean first = call.function() == dev.stride.api.expression.AggregateFunction.FIRST_BY;
    List<Ordering> orderings = call.orderings();
    Ordering.Direction direction = orderings.get(0).direction();
    if (orderings.stream().allMatch(ordering -> ordering.direction() == direction)) {
      Column keys = comparableKeys(orderings);
      boolean least = first == (direction == Ordering.Direction.ASCENDING);
      return least ? min_by(x(call), keys) : max_by(x(call), keys);
    }
    Column rows = sorted(collect_list(keysAndValue(call)), orderings);
    Column index = first ? lit(0) : org.apache.spark.sql.functions.size(rows).minus(lit(1));
    return get(rows, index).getField(VALUE);
  }

  /** A struct compares field by field, null least; where nulls stand elsewhere a flag says so. */
  private Column comparableKeys(List<Ordering> orderings) {
    List<Column> keys = new ArrayList<>();
    for (Ordering ordering : orderings) {
      Column key = expressions.of(ordering.key());
      boolean ascending = ordering.direction() == Ordering.Direction.ASCENDING;
      boolean nullsFirst = ordering.nulls() == Ordering.Nulls.FIRST;
      if (ascending != nullsFirst) {
        keys.add(key.isNull().as("n" + keys.size()));
      }
      keys.add(key.as("k" + keys.size()));
    }
    return struct(keys.toArray(Column[]::new));
  }

  private Column keysAndValue(AggregateCall<?> call) {
    List<Column> fields = new ArrayList<>();
    for (Ordering ordering : call.orderings()) {
      fields.add(expressions.of(ordering.key()).as("k" + fields.size()));
    }
    fields.add(x(call).as(VALUE));
    return struct(fields.toArray(Column[]::new));
  }

  private static Column sorted(Column rows, List<Ordering> orderings) {
    return array_sort(rows, (a, b) -> compared(a, b, orderings));
  }

  private static Column compared(Column a, Column b, List<Ordering> orderings) {
    Column result = lit(0);
    for (int index = orderings.size() - 1; index >= 0; index--) {
      Ordering ordering = orderings.get(index);
      Column x = a.getField("k" + index);
      Column y = b.getField("k" + index);
      int less = ordering.direction() == Ordering.Direction.ASCENDING ? -1 : 1;
      int nullFirst = ordering.nulls() == Ordering.Nulls.FIRST ? -1 : 1;
      result =
          when(x.isNull().and(y.isNotNull()), lit(nullFirst))
              .when(x.isNotNull().and(y.isNull()), lit(-nullFirst))
              .when(x.lt(y), lit(less))
              .when(x.gt(y), lit(-less))
              .otherwise(result);
    }
    return result;
  }

  Column windowed(WindowCall<?> call) {
    WindowSpec window = window(call);
    if (call.function() instanceof WindowCall.Aggregated aggregated) {
      return of(aggregated.call(), aggregate -> aggregate.over(window));
    }
    WindowCall.Ranking ranking = (WindowCall.Ranking) call.function();
    return ranked(ranking).over(window);
  }

  private Column ranked(WindowCall.Ranking ranking) {
    int offset = ranking.offset();
    return switch (ranking.function()) {
      case ROW_NUMBER -> row_number();
      case RANK -> rank();
      case DENSE_RANK -> dense_rank();
      case PERCENT_RANK -> percent_rank();
      case CUME_DIST -> cume_dist();
      case NTILE -> ntile(offset);
      case LAG -> lag(argument(ranking), offset);
      case LEAD -> lead(argument(ranking), offset);
      case FIRST_VALUE -> first(argument(ranking));
      case LAST_VALUE -> last(argument(ranking));
    };
  }

  private Column argument(WindowCall.Ranking ranking) {
    return expressions.of(ranking.arguments().get(0));
  }

  private WindowSpec window(WindowCall<?> call) {
    List<Expression<?>> partition = call.window().partition();
    WindowSpec spec =
        Window.partitionBy(expressions.of(partition))
            .orderBy(
                call.window().orderings().stream()
                    .map(expressions::ordering)
                    .toArray(Column[]::new));
    Frame frame = call.window().frame();
    boolean framed =
        !(call.function() instanceof WindowCall.Ranking ranking) || ranking.function().readsFrame();
    return framed && frame.unit() == Frame.Unit.ROWS
        ? spec.rowsBetween(bound(frame.start()), bound(frame.end()))
        : spec;
  }

  private static long bound(long offset) {
    if (offset == Frame.UNBOUNDED_BEFORE) {
      return Window.unboundedPreceding();
    }
    return offset == Frame.UNBOUNDED_AFTER ? Window.unboundedFollowing() : offset;
  }
}
