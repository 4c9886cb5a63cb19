// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.expression.Call;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Expressions;
import dev.stride.api.expression.FieldReference;
import dev.stride.api.expression.Literal;
import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lowers scalar functions: one arm per function, with the guards that DuckDB needs. */
final class FunctionSql {
  /** More than the microseconds of 9999 years. */
  private static final long MOST_MICROS = 400_000_000_000_000_000L;

  private final ExpressionSql expressions;
  private final CastSql casts;
  private final DecimalSql decimals;

  FunctionSql(ExpressionSql expressions) {
    this.expressions = expressions;
    this.casts = new CastSql(expressions);
    this.decimals = new DecimalSql(expressions);
  }

  String of(Call<?> call) {
    return switch (call.function()) {
      case ADD, SUBTRACT, MULTIPLY, TRY_ADD, TRY_SUBTRACT, TRY_MULTIPLY -> arithmetic(call);
      case DIV, IDIV, MODULO, TRY_DIV, DIVIDE -> division(call);
      case NEGATE -> typed("(-" + arg(call, 0) + ")", call.type());
      case ABS -> typed("abs(" + arg(call, 0) + ")", call.type());
      case SIGN -> integer("sign(" + arg(call, 0) + ")");
      case EQ -> infix(call, "=");
      case NE -> infix(call, "<>");
      case LT -> infix(call, "<");
      case LE -> infix(call, "<=");
      case GT -> infix(call, ">");
      case GE -> infix(call, ">=");
      case SAME -> infix(call, "IS NOT DISTINCT FROM");
      case IN -> "(" + arg(call, 0) + " IN (" + rest(call) + "))";
      case IS_NULL -> "(" + arg(call, 0) + " IS NULL)";
      case IS_NOT_NULL -> "(" + arg(call, 0) + " IS NOT NULL)";
      case IS_NAN -> "isnan(" + arg(call, 0) + ")";
      case AND -> infix(call, "AND");
      case OR -> infix(call, "OR");
      case NOT -> "(NOT " + arg(call, 0) + ")";
      case LEAST, GREATEST ->
          ExpressionSql.normalized(plain(call.function().name(), call), call.type());
      case COALESCE -> firstPresent(call.arguments());
      case NULL_IF -> plain("nullif", call);
      case CASE -> conditional(call);
      case CAST, TRY_CAST -> casts.of(call);
      case LIST_OF -> "CAST([" + elements(call) + "] AS " + SqlTypes.of(call.type()) + ")";
      case RECORD_OF -> record(call);
      case FLOOR, CEIL, ROUND, SQRT, EXP, LN, LOG10, POWER, SIN, COS, ATAN -> mathematics(call);
      case SIZE, ELEMENT, LIST_CONTAINS, JOIN_STRINGS -> lists(call);
      case YEAR, QUARTER, MONTH, DAY, DAY_OF_WEEK, DAY_OF_YEAR, HOUR, MINUTE, SECOND, MICROSECOND ->
          datePart(call);
      case PLUS_DAYS,
          PLUS_MONTHS,
          PLUS_MICROS,
          DAYS_BETWEEN,
          MICROS_BETWEEN,
          TRUNCATE,
          EPOCH_MICROS,
          OF_EPOCH_MICROS ->
          time(call);
      case CONCAT,
          UPPER,
          LOWER,
          TRIM,
          TRIM_LEFT,
          TRIM_RIGHT,
          LENGTH,
          SUBSTRING,
          LEFT_PART,
          RIGHT_PART,
          REPLACE,
          STARTS_WITH,
          ENDS_WITH,
          CONTAINS,
          POSITION,
          LIKE,
          PAD_LEFT,
          PAD_RIGHT,
          REPEAT,
          REVERSE,
          SPLIT,
          MATCHES,
          REGEX_EXTRACT,
          REGEX_REPLACE,
          MD5,
          SHA256 ->
          text(call);
    };
  }

  private String arg(Call<?> call, int index) {
    return expressions.of(call.arguments().get(index));
  }

  private String args(Call<?> call) {
    return expressions.list(call.arguments());
  }

  private String rest(Call<?> call) {
    return expressions.list(call.arguments().subList(1, call.arguments().size()));
  }

  private String plain(String name, Call<?> call) {
    return name.toLowerCase(Locale.ROOT) + "(" + args(call) + ")";
  }

  private String infix(Call<?> call, String operator) {
    return "(" + arg(call, 0) + " " + operator + " " + arg(call, 1) + ")";
  }

  private static String integer(String sql) {
    return "CAST(" + sql + " AS INTEGER)";
  }

  /** DuckDB gives arithmetic over a null constant a type of its own where it is a decimal. */
  private static String typed(String sql, DataType type) {
    return type instanceof DecimalType ? cast(sql, type) : sql;
  }

  /** DuckDB computes parts of coalesce ahead of it, but none of a case, where they might fail. */
  private String firstPresent(List<Expression<?>> values) {
    List<Expression<?>> others = values.subList(1, values.size());
    if (others.stream().noneMatch(Expressions::mayFail)) {
      return "coalesce(" + expressions.list(values) + ")";
    }
    String first = expressions.of(values.get(0));
    return "(CASE WHEN "
        + first
        + " IS NOT NULL THEN "
        + first
        + " ELSE "
        + firstPresent(others)
        + " END)";
  }

  private static String cast(String sql, DataType type) {
    return "CAST(" + sql + " AS " + SqlTypes.of(type) + ")";
  }

  static String operator(ScalarFunction function) {
    if (function == ScalarFunction.ADD || function == ScalarFunction.TRY_ADD) {
      return " + ";
    }
    return function == ScalarFunction.MULTIPLY || function == ScalarFunction.TRY_MULTIPLY
        ? " * "
        : " - ";
  }

  private String arithmetic(Call<?> call) {
    if (call.type() instanceof DecimalType type) {
      return decimals.arithmetic(call, type, arg(call, 0), arg(call, 1));
    }
    String operator = operator(call.function());
    if (!isTrying(call.function())) {
      return "(" + operand(call, 0) + operator + operand(call, 1) + ")";
    }
    // DuckDB's try() would also swallow errors of the operands; no sum or product of two LONGs
    // leaves HUGEINT.
    return CastSql.opaque(
        "TRY_CAST(("
            + huge(arg(call, 0))
            + operator
            + huge(arg(call, 1))
            + ") AS "
            + SqlTypes.of(call.type())
            + ")");
  }

  /** DuckDB adds and multiplies the constants of nested calls first, which may overflow alone. */
  private String operand(Call<?> call, int index) {
    Expression<?> operand = call.arguments().get(index);
    boolean nested =
        (operand instanceof Call<?> inner && inner.function() == call.function())
            || (operand instanceof FieldReference<?> field && expressions.isComputed(field));
    return nested && call.type().isInteger() && isConstant(call.arguments().get(1 - index))
        ? CastSql.opaque(expressions.of(operand))
        : expressions.of(operand);
  }

  private static boolean isConstant(Expression<?> expression) {
    return (expression instanceof Literal<?> || expression instanceof Call<?>)
        && Expressions.children(expression).stream().allMatch(FunctionSql::isConstant);
  }

  private static String huge(String sql) {
    return "CAST(" + sql + " AS HUGEINT)";
  }

  static boolean isTrying(ScalarFunction function) {
    return function == ScalarFunction.TRY_ADD
        || function == ScalarFunction.TRY_SUBTRACT
        || function == ScalarFunction.TRY_MULTIPLY;
  }

  private String division(Call<?> call) {
    Expression<?> dividend = call.arguments().get(0);
    Expression<?> divisor = call.arguments().get(1);
    String a = expressions.of(dividend);
    String b = expressions.of(divisor);
    if (call.function() == ScalarFunction.TRY_DIV) {
      return "(" + a + " / nullif(" + b + ", 0))";
    }
    String safe = isNonZero(divisor) ? b : guardedDivisor(dividend, a, b);
    return switch (call.function()) {
      case DIV -> "(" + a + " / " + safe + ")";
      case IDIV -> "(" + a + " // " + safe + ")";
      case MODULO -> remainder(call.type(), a, safe);
      default -> quotient(call, a, safe);
    };
  }

  /** The least integer has no quotient by -1 in its own type, though its remainder is 0. */
  private static String remainder(DataType type, String a, String b) {
    if (!type.isInteger()) {
      return cast("(" + a + " % " + b + ")", type);
    }
    String wide = type == ScalarType.INT ? "BIGINT" : "HUGEINT";
    return cast("(CAST(" + a + " AS " + wide + ") % " + b + ")", type);
  }

  private static boolean isNonZero(Expression<?> divisor) {
    if (divisor instanceof Call<?> call && call.function() == ScalarFunction.CAST) {
      Expression<?> operand = call.arguments().get(0);
      boolean keepsDigits = operand.type().isInteger() || call.type() == ScalarType.DOUBLE;
      return keepsDigits && isNonZero(operand);
    }
    return divisor instanceof Literal<?> literal
        && literal.value() instanceof Number number
        && number.doubleValue() != 0;
  }

  /** The divisor, or an error where it is zero; NULL / 0 stays NULL. */
  private String guardedDivisor(Expression<?> dividend, String a, String b) {
    String error = "error('DIVISION_BY_ZERO: a divisor is zero')";
    return expressions.mayBeNull(dividend)
        ? "(CASE WHEN "
            + b
            + " = 0 AND "
            + a
            + " IS NOT NULL THEN "
            + error
            + " ELSE "
            + b
            + " END)"
        : "(CASE " + b + " WHEN 0 THEN " + error + " ELSE " + b + " END)";
  }

  /** Scaled integers: round half up by adding half the divisor to the magnitude. */
  private String quotient(Call<?> call, String a, String b) {
    DecimalType left = (DecimalType) call.arguments().get(0).type();
    DecimalType right = (DecimalType) call.arguments().get(1).type();
    DecimalType result = (DecimalType) call.type();
    int shift = result.scale() - left.scale() + right.scale();
    String dividend = scaled(DecimalSql.unscaled(a, left), Math.max(0, shift));
    String divisor = scaled(DecimalSql.unscaled(b, right), Math.max(0, -shift));
    return "stride_quotient("
        + dividend
        + ", "
        + divisor
        + ", CAST("
        + expressions.bind(BigDecimal.ONE.movePointLeft(result.scale()))
        + " AS DECIMAL(38,"
        + result.scale()
        + ")))::"
        + SqlTypes.of(result);
  }

  private static String scaled(String integer, int digits) {
    return digits == 0
        ? integer
        : "(" + integer + " * CAST(1" + "0".repeat(digits) + " AS HUGEINT))";
  }

  private String conditional(Call<?> call) {
    StringBuilder sql = new StringBuilder("(CASE");
    int last = call.arguments().size() - 1;
    for (int index = 0; index < last; index += 2) {
      sql.append(" WHEN ").append(arg(call, index)).append(" THEN ").append(arg(call, index + 1));
    }
    return sql.append(" ELSE ").append(arg(call, last)).append(" END)").toString();
  }

  private String elements(Call<?> call) {
    ListType type = (ListType) call.type();
    return call.arguments().stream()
        .map(element -> expressions.element(type, element))
        .collect(Collectors.joining(", "));
  }

  private String record(Call<?> call) {
    RecordType type = (RecordType) call.type();
    List<String> fields = new ArrayList<>();
    for (int index = 0; index < type.components().size(); index++) {
      Component component = type.components().get(index);
      String value = expressions.assigned(component, type, call.arguments().get(index));
      fields.add(SqlTypes.quote(component.column()) + " := " + value);
    }
    return "struct_pack(" + String.join(", ", fields) + ")";
  }

  private String mathematics(Call<?> call) {
    String x = arg(call, 0);
    return switch (call.function()) {
      case FLOOR -> whole("floor", x, call.type());
      case CEIL -> whole("ceil", x, call.type());
      case ROUND -> cast("round(" + x + ", " + constant(call, 1) + ")", call.type());
      case SQRT -> "(CASE WHEN " + x + " < 0 THEN CAST('NaN' AS DOUBLE) ELSE sqrt(" + x + ") END)";
      case LN -> "(CASE WHEN " + x + " > 0 THEN ln(" + x + ") END)";
      case LOG10 -> "(CASE WHEN " + x + " > 0 THEN log10(" + x + ") END)";
      case SIN, COS ->
          "(CASE WHEN isinf("
              + x
              + ") THEN CAST('NaN' AS DOUBLE) ELSE "
              + plain(call.function().name(), call)
              + " END)";
      case POWER -> power(call, x);
      default -> plain(call.function().name(), call);
    };
  }

  /** To DuckDB one is one to any power, even to NaN; here it is NaN. */
  private String power(Call<?> call, String x) {
    String power = plain("pow", call);
    boolean finite =
        call.arguments().get(1) instanceof Literal<?> exponent
            && exponent.value() instanceof Double number
            && Double.isFinite(number);
    return finite
        ? power
        : "(CASE WHEN abs("
            + x
            + ") = 1 AND NOT isfinite("
            + arg(call, 1)
            + ") THEN CAST('NaN' AS DOUBLE) ELSE "
            + power
            + " END)";
  }

  private static String whole(String function, String x, DataType type) {
    String sql = function + "(" + x + ")";
    return type instanceof DecimalType ? cast(sql, type) : "(" + sql + " + CAST(0 AS DOUBLE))";
  }

  private static Object constant(Call<?> call, int index) {
    return Literal.constant(call.arguments().get(index));
  }

  /** Only where the pattern has one: with it, DuckDB matches row by row and much slower. */
  private static String escape(Object pattern) {
    return pattern.toString().contains("\\") ? " ESCAPE '\\'" : "";
  }

  private String lists(Call<?> call) {
    String list = arg(call, 0);
    return switch (call.function()) {
      case SIZE -> integer("len(" + list + ")");
      case ELEMENT -> element(call, list);
      case JOIN_STRINGS ->
          "(CASE WHEN "
              + list
              + " IS NOT NULL THEN coalesce(array_to_string("
              + list
              + ", "
              + arg(call, 1)
              + "), '') END)";
      default -> contains(call, list);
    };
  }

  private String element(Call<?> call, String list) {
    int index = (Integer) constant(call, 1);
    return index < 0
        ? "CAST(NULL AS " + SqlTypes.of(call.type()) + ")"
        : cast("list_extract(" + list + ", " + (index + 1L) + ")", call.type());
  }

  private String contains(Call<?> call, String list) {
    String found = "list_contains(" + list + ", " + arg(call, 1) + ")";
    boolean nulls = ((ListType) call.arguments().get(0).type()).elementNullable();
    return nulls
        ? "(CASE WHEN "
            + found
            + " THEN TRUE WHEN len("
            + list
            + ") = list_count("
            + list
            + ") THEN FALSE END)"
        : found;
  }

  /** ICU's date parts of TIMESTAMPTZ are slow; the same instant as TIMESTAMP in UTC is not. */
  private String utc(Call<?> call, int index) {
    String sql = arg(call, index);
    return call.arguments().get(index).type() == ScalarType.INSTANT
        ? "make_timestamp(epoch_us(" + sql + "))"
        : sql;
  }

  private String datePart(Call<?> call) {
    String x = utc(call, 0);
    return integer(
        switch (call.function()) {
          case DAY_OF_WEEK -> "isodow(" + x + ") - 1";
          case DAY_OF_YEAR -> "dayofyear(" + x + ")";
          case MICROSECOND -> "microsecond(" + x + ") % 1000000";
          default -> call.function().name().toLowerCase(Locale.ROOT) + "(" + x + ")";
        });
  }

  private String time(Call<?> call) {
    return switch (call.function()) {
      case PLUS_DAYS -> "stride_date(" + arg(call, 0) + " + " + arg(call, 1) + ")";
      case PLUS_MONTHS ->
          "stride_date(CAST(" + arg(call, 0) + " + to_months(" + arg(call, 1) + ") AS DATE))";
      case PLUS_MICROS ->
          timestamp(call.type(), "epoch_us(" + arg(call, 0) + ") + " + micros(call));
      case DAYS_BETWEEN -> integer("(" + arg(call, 1) + " - " + arg(call, 0) + ")");
      case MICROS_BETWEEN -> "(epoch_us(" + arg(call, 1) + ") - epoch_us(" + arg(call, 0) + "))";
      case EPOCH_MICROS -> "epoch_us(" + arg(call, 0) + ")";
      case OF_EPOCH_MICROS -> timestamp(ScalarType.INSTANT, arg(call, 0));
      default -> truncated(call);
    };
  }

  /** At most as many as there are between any two times, so that their sum stays a BIGINT. */
  private String micros(Call<?> call) {
    return call.arguments().get(1) instanceof Literal<?> literal
            && literal.value() instanceof Long micros
        ? expressions.bind(Math.max(-MOST_MICROS, Math.min(MOST_MICROS, micros)))
        : arg(call, 1);
  }

  private static String timestamp(DataType type, String micros) {
    String make = type == ScalarType.INSTANT ? "make_timestamptz" : "make_timestamp";
    return make + "(stride_micros(" + micros + "))";
  }

  private String truncated(Call<?> call) {
    String unit = SqlTypes.text(constant(call, 1).toString().toLowerCase(Locale.ROOT));
    String sql = "date_trunc(" + unit + ", " + utc(call, 0) + ")";
    if (call.type() == ScalarType.INSTANT) {
      return "make_timestamptz(epoch_us(" + sql + "))";
    }
    // DuckDB takes a bare date_trunc out of a comparison, and null with it.
    return CastSql.opaque(call.type() == ScalarType.DATE ? cast(sql, call.type()) : sql);
  }

  private String text(Call<?> call) {
    String x = arg(call, 0);
    return switch (call.function()) {
      case CONCAT -> "(" + x + " || " + arg(call, 1) + ")";
      case TRIM -> "trim(" + x + ", ' ')";
      case TRIM_LEFT -> "ltrim(" + x + ", ' ')";
      case TRIM_RIGHT -> "rtrim(" + x + ", ' ')";
      case LENGTH -> integer("length(" + x + ")");
      case SUBSTRING -> counted(call, 2, substring(call, x));
      case LEFT_PART -> counted(call, 1, "left(" + args(call) + ")");
      case RIGHT_PART -> counted(call, 1, "right(" + args(call) + ")");
      case REPEAT -> counted(call, 1, "repeat(" + args(call) + ")");
      case PAD_LEFT -> counted(call, 1, "lpad(" + args(call) + ")");
      case PAD_RIGHT -> counted(call, 1, "rpad(" + args(call) + ")");
      case STARTS_WITH -> "starts_with(" + args(call) + ")";
      case ENDS_WITH -> "ends_with(" + args(call) + ")";
      case POSITION -> integer("instr(" + args(call) + ")");
      case LIKE -> "(" + x + " LIKE " + arg(call, 1) + escape(constant(call, 1)) + ")";
      case REVERSE -> "array_to_string(list_reverse(string_split(" + x + ", '')), '')";
      case SPLIT -> "string_split(" + args(call) + ")";
      case MATCHES -> "regexp_matches(" + args(call) + ")";
      case REGEX_EXTRACT ->
          "regexp_extract(" + x + ", " + arg(call, 1) + ", " + constant(call, 2) + ")";
      case REGEX_REPLACE ->
          "regexp_replace("
              + x
              + ", "
              + arg(call, 1)
              + ", "
              + expressions.bind(((String) constant(call, 2)).replace('$', '\\'))
              + ", 'g')";
      default -> plain(call.function().name(), call);
    };
  }

  /** DuckDB cuts a start before the text's first character differently by the text's encoding. */
  private String substring(Call<?> call, String x) {
    int start = (Integer) constant(call, 1);
    long length = (Integer) constant(call, 2);
    if (start > 0) {
      return "substring(" + args(call) + ")";
    }
    return "(CASE WHEN length("
        + x
        + ") + "
        + start
        + " >= 0 THEN substring("
        + args(call)
        + ") ELSE left("
        + x
        + ", greatest(length("
        + x
        + ") + ("
        + (start + length)
        + "), 0)) END)";
  }

  /** DuckDB counts a negative length backwards; here nothing is left. */
  private String counted(Call<?> call, int lengthIndex, String sql) {
    boolean nothing = (Integer) constant(call, lengthIndex) < 1;
    return nothing ? "left(" + arg(call, 0) + ", 0)" : sql;
  }
}
