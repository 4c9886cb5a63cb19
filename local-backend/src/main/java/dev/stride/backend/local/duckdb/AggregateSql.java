// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.expression.AggregateCall;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Frame;
import dev.stride.api.expression.Literal;
import dev.stride.api.expression.Window;
import dev.stride.api.expression.WindowCall;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Lowers aggregates, alone or over windows, and window functions. */
final class AggregateSql {
  /** The digits of the number of rows in the largest group: a trillion. */
  private static final int MOST_ROWS_DIGITS = 12;

  private final ExpressionSql expressions;

  private final NarrowSql narrow;

  AggregateSql(ExpressionSql expressions) {
    this.expressions = expressions;
    this.narrow = new NarrowSql(expressions);
  }

  /** The aggregate; {@code over} is empty or an OVER clause that stands behind each call. */
  String of(AggregateCall<?> call, String over) {
    String type = SqlTypes.of(call.type());
    String x = call.arguments().isEmpty() ? "" : expressions.of(call.arguments().get(0));
    return switch (call.function()) {
      case COUNT_ROWS -> "count(*)" + over;
      case COUNT -> "count(" + x + ")" + over;
      case COUNT_DISTINCT -> countDistinct(call);
      case SUM -> "CAST(" + sum(call, x, over) + " AS " + type + ")";
      case MIN -> "min(" + key(call) + ")" + over;
      case MAX -> "max(" + key(call) + ")" + over;
      case MEAN -> "avg(" + averaged(call, x) + ")" + over;
      case DECIMAL_MEAN -> decimalMean(call, x, over);
      case VARIANCE -> spread("var_samp", call, x, over);
      case STDDEV -> spread("stddev_samp", call, x, over);
      case PERCENTILE -> "quantile_cont(CAST(" + x + " AS DOUBLE), " + fraction(call) + ")";
      case COLLECT_LIST -> collect(call, x, type);
      case FIRST_BY -> atEnd("first", 1, call);
      case LAST_BY -> atEnd("last", -1, call);
    };
  }

  private String sum(AggregateCall<?> call, String x, String over) {
    Expression<?> value = call.arguments().get(0);
    return switch (expressions.digits()) {
      case FEW -> "sum(" + narrow.unguarded(value).orElse(x) + ")" + over;
      case ALL ->
          narrow.of(value).map(few -> sum(few, x, over)).orElseGet(() -> "sum(" + x + ")" + over);
    };
  }

  /** Values of few digits are added as such, and those that need more apart. */
  private static String sum(String few, String x, String over) {
    String sum = "sum(" + few + ")" + over;
    String rest = "sum(CASE WHEN " + few + " IS NULL THEN " + x + " END)" + over;
    return "(CASE WHEN "
        + sum
        + " IS NULL THEN "
        + rest
        + " ELSE "
        + sum
        + " + coalesce("
        + rest
        + ", 0) END)";
  }

  /** DuckDB divides the exact sum of integers and of decimals up to 18 digits. */
  private static String averaged(AggregateCall<?> call, String x) {
    DataType type = call.arguments().get(0).type();
    boolean exact =
        type.isInteger() || (type instanceof DecimalType decimal && NarrowSql.isNarrow(decimal));
    return exact ? x : "CAST(" + x + " AS DOUBLE)";
  }

  /** DuckDB fails where a double is infinite or NaN; here the result is NaN. */
  private static String spread(String function, AggregateCall<?> call, String x, String over) {
    String number = "CAST(" + x + " AS DOUBLE)";
    if (!call.arguments().get(0).type().isFloating()) {
      return function + "(" + number + ")" + over;
    }
    String finite = "isfinite(" + number + ")";
    return "(CASE WHEN count(CASE WHEN NOT "
        + finite
        + " THEN 1 END)"
        + over
        + " = 0 THEN "
        + function
        + "(CASE WHEN "
        + finite
        + " THEN "
        + number
        + " END)"
        + over
        + " WHEN count("
        + x
        + ")"
        + over
        + " > 1 THEN CAST('NaN' AS DOUBLE) END)";
  }

  /** DuckDB's first and last of a list or record turn a -0.0 inside it into 0.0. */
  private String atEnd(String function, int position, AggregateCall<?> call) {
    return call.type().isOrdered()
        ? function + "(" + key(call) + order(call) + ")"
        : "list_extract(list(" + key(call) + order(call) + "), " + position + ")";
  }

  /** Of -0.0 and 0.0, which are equal, 0.0 stands for both. */
  private String key(AggregateCall<?> call) {
    return expressions.key(call.arguments().get(0));
  }

  private static Object fraction(AggregateCall<?> call) {
    return Literal.constant(call.arguments().get(1));
  }

  private String order(AggregateCall<?> call) {
    return call.orderings().isEmpty() ? "" : " ORDER BY " + expressions.orderings(call.orderings());
  }

  private String countDistinct(AggregateCall<?> call) {
    List<Expression<?>> values = call.arguments();
    String keys = values.stream().map(expressions::key).collect(Collectors.joining(", "));
    if (values.size() == 1) {
      return "count(DISTINCT " + keys + ")";
    }
    String present =
        values.stream()
            .map(value -> expressions.of(value) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    return "count(DISTINCT (" + keys + ")) FILTER (" + present + ")";
  }

  private String collect(AggregateCall<?> call, String x, String type) {
    return "coalesce(list("
        + x
        + order(call)
        + ") FILTER ("
        + x
        + " IS NOT NULL), CAST([] AS "
        + type
        + "))";
  }

  /** The exact sum, unscaled, divided by the count with rounding half up. */
  private String decimalMean(AggregateCall<?> call, String x, String over) {
    DecimalType argument = (DecimalType) call.arguments().get(0).type();
    DecimalType result = (DecimalType) call.type();
    return "stride_mean("
        + unscaledSum(x, argument, over)
        + ", CAST(nullif(count("
        + x
        + ")"
        + over
        + ", 0) AS HUGEINT), CAST(1"
        + "0".repeat(result.scale() - argument.scale())
        + " AS HUGEINT), CAST("
        + expressions.bind(BigDecimal.ONE.movePointLeft(result.scale()))
        + " AS DECIMAL(38,"
        + result.scale()
        + ")))::"
        + SqlTypes.of(result);
  }

  /** The sum loses its point once, where its digits leave room for that, and else each value. */
  private static String unscaledSum(String x, DecimalType type, String over) {
    int digits = type.precision() + MOST_ROWS_DIGITS;
    return NarrowSql.isNarrow(type) && digits + type.scale() <= DecimalType.MAX_PRECISION
        ? DecimalSql.unscaled("sum(" + x + ")" + over, new DecimalType(digits, type.scale()))
        : "sum(" + DecimalSql.unscaled(x, type) + ")" + over;
  }

  String windowed(WindowCall<?> call) {
    String over = " OVER (" + window(call) + ")";
    if (call.function() instanceof WindowCall.Aggregated aggregated) {
      return of(aggregated.call(), over);
    }
    WindowCall.Ranking ranking = (WindowCall.Ranking) call.function();
    String x = expressions.list(ranking.arguments());
    int offset = ranking.offset();
    return switch (ranking.function()) {
      case ROW_NUMBER -> "CAST(row_number()" + over + " AS INTEGER)";
      case RANK -> "CAST(rank()" + over + " AS INTEGER)";
      case DENSE_RANK -> "CAST(dense_rank()" + over + " AS INTEGER)";
      case PERCENT_RANK -> "percent_rank()" + over;
      case CUME_DIST -> "cume_dist()" + over;
      case NTILE -> "CAST(ntile(" + offset + ")" + over + " AS INTEGER)";
      case LAG -> "lag(" + x + ", " + offset + ")" + over;
      case LEAD -> "lead(" + x + ", " + offset + ")" + over;
      case FIRST_VALUE -> "first_value(" + x + ")" + over;
      case LAST_VALUE -> "last_value(" + x + ")" + over;
    };
  }

  private String window(WindowCall<?> call) {
    Window window = call.window();
    StringBuilder sql = new StringBuilder();
    if (!window.partition().isEmpty()) {
      sql.append("PARTITION BY ")
          .append(
              window.partition().stream().map(expressions::key).collect(Collectors.joining(", ")));
    }
    if (!window.orderings().isEmpty()) {
      sql.append(" ORDER BY ").append(expressions.orderings(window.orderings()));
    }
    boolean framed =
        !(call.function() instanceof WindowCall.Ranking ranking) || ranking.function().readsFrame();
    return sql.append(framed ? frame(window.frame()) : "").toString();
  }

  private static String frame(Frame frame) {
    return frame.unit() == Frame.Unit.DEFAULT
        ? ""
        : " ROWS BETWEEN " + bound(frame.start()) + " AND " + bound(frame.end());
  }

  private static String bound(long offset) {
    if (offset == Frame.UNBOUNDED_BEFORE) {
      return "UNBOUNDED PRECEDING";
    }
    if (offset == Frame.UNBOUNDED_AFTER) {
      return "UNBOUNDED FOLLOWING";
    }
    if (offset == 0) {
      return "CURRENT ROW";
    }
    return Math.abs(offset) + (offset < 0 ? " PRECEDING" : " FOLLOWING");
  }
}
