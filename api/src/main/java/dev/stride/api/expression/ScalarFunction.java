// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.DataType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.ScalarType;
import java.util.List;
import java.util.Set;

/**
 * The scalar functions: one row per function, from which lowerings, checks, documentation and tests
 * are derived. The meaning is that of Spark 4 in ANSI mode, with the exceptions that a row states.
 */
public enum ScalarFunction {
  ADD(
      "+",
      "a.plus(b)",
      NullRule.STRICT,
      Set.of(ErrorClass.OVERFLOW),
      Level.EXACT,
      TypeRules.arithmetic(TypeRules::sum),
      "sum; DECIMAL(max(p-s)+max(s)+1, max(s)), at most 38 digits; integer and decimal overflow is an error"),
  SUBTRACT(
      "-",
      "a.minus(b)",
      NullRule.STRICT,
      Set.of(ErrorClass.OVERFLOW),
      Level.EXACT,
      TypeRules.arithmetic(TypeRules::sum),
      "difference, typed like the sum"),
  MULTIPLY(
      "*",
      "a.times(b)",
      NullRule.STRICT,
      Set.of(ErrorClass.OVERFLOW),
      Level.EXACT,
      TypeRules.arithmetic(TypeRules::product),
      "product; DECIMAL(p1+p2+1, s1+s2), at most 38 digits, refused where that loses scale"),
  DIV(
      "div",
      "a.div(b)",
      NullRule.STRICT,
      Set.of(ErrorClass.DIVISION_BY_ZERO),
      Level.EXACT,
      TypeRules.rule(TypeRules.asDoubles(), arguments -> ScalarType.DOUBLE),
      "quotient as DOUBLE whatever the operands; a zero divisor is an error"),
  IDIV(
      "idiv",
      "a.idiv(b)",
      NullRule.STRICT,
      Set.of(ErrorClass.DIVISION_BY_ZERO, ErrorClass.OVERFLOW),
      Level.EXACT,
      TypeRules.exactly(ScalarType.LONG, ScalarType.LONG),
      "quotient of integers as LONG, truncated toward zero; a zero divisor is an error"),
  MODULO(
      "mod",
      "a.mod(b)",
      NullRule.STRICT,
      Set.of(ErrorClass.DIVISION_BY_ZERO),
      Level.EXACT,
      TypeRules.commonNumbers(),
      "remainder with the sign of a; a zero divisor is an error"),
  NEGATE(
      "negate",
      "a.negate()",
      NullRule.STRICT,
      Set.of(ErrorClass.OVERFLOW),
      Level.EXACT,
      TypeRules.unary(TypeRules.numeric(), type -> type),
      "a with the other sign"),
  ABS(
      "abs",
      "a.abs()",
      NullRule.STRICT,
      Set.of(ErrorClass.OVERFLOW),
      Level.EXACT,
      TypeRules.unary(TypeRules.numeric(), type -> type),
      "a without its sign"),
  SIGN(
      "sign",
      "a.sign()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.unary(TypeRules.numeric(), type -> ScalarType.INT),
      "-1, 0 or 1; 0 for NaN"),
  TRY_ADD(
      "tryAdd",
      "a.tryPlus(b)",
      NullRule.MAY_YIELD_NULL,
      Set.of(),
      Level.EXACT,
      TypeRules.rule(TypeRules.exactNumbers(), arguments -> ADD.resultType(arguments)),
      "the sum, or null where it overflows"),
  TRY_SUBTRACT(
      "trySubtract",
      "a.tryMinus(b)",
      NullRule.MAY_YIELD_NULL,
      Set.of(),
      Level.EXACT,
      TypeRules.rule(TypeRules.exactNumbers(), arguments -> SUBTRACT.resultType(arguments)),
      "the difference, or null where it overflows"),
  TRY_MULTIPLY(
      "tryMultiply",
      "a.tryTimes(b)",
      NullRule.MAY_YIELD_NULL,
      Set.of(),
      Level.EXACT,
      TypeRules.rule(TypeRules.exactNumbers(), arguments -> MULTIPLY.resultType(arguments)),
      "the product, or null where it overflows"),
  TRY_DIV(
      "tryDiv",
      "a.tryDiv(b)",
      NullRule.MAY_YIELD_NULL,
      Set.of(),
      Level.EXACT,
      TypeRules.rule(TypeRules.asDoubles(), arguments -> ScalarType.DOUBLE),
      "the quotient as DOUBLE, or null where b is zero"),
  DIVIDE(
      "divide",
      "a.divide(b, scale)",
      NullRule.STRICT,
      Set.of(ErrorClass.DIVISION_BY_ZERO, ErrorClass.OVERFLOW),
      Level.EXACT,
      TypeRules.rule(TypeRules.decimals(), TypeRules::quotient),
      "quotient of decimals with that scale, half up; a zero divisor is an error"),
  EQ(
      "=",
      "a.eq(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.comparison(ScalarType.BOOL),
      "whether equal; NaN equals NaN, -0.0 equals 0.0"),
  NE(
      "<>",
      "a.ne(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.comparison(ScalarType.BOOL),
      "whether different"),
  LT(
      "<",
      "a.lt(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.comparison(ScalarType.BOOL),
      "whether less; NaN is greatest, strings compare by UTF-8 bytes"),
  LE(
      "<=",
      "a.le(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.comparison(ScalarType.BOOL),
      "whether less or equal"),
  GT(
      ">",
      "a.gt(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.comparison(ScalarType.BOOL),
      "whether greater"),
  GE(
      ">=",
      "a.ge(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.comparison(ScalarType.BOOL),
      "whether greater or equal"),
  SAME(
      "<=>",
      "a.same(b)",
      NullRule.NEVER,
      Set.of(),
      Level.EXACT,
      TypeRules.comparison(ScalarType.BOOL),
      "whether equal, null being equal to null only"),
  IN(
      "in",
      "a.in(x, …)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.comparison(ScalarType.BOOL),
      "whether equal to one of the values"),
  IS_NULL(
      "isNull",
      "a.isNull()",
      NullRule.NEVER,
      Set.of(),
      Level.EXACT,
      TypeRules.exactlyOne(ScalarType.BOOL),
      "whether null; NaN is not"),
  IS_NOT_NULL(
      "isNotNull",
      "a.isNotNull()",
      NullRule.NEVER,
      Set.of(),
      Level.EXACT,
      TypeRules.exactlyOne(ScalarType.BOOL),
      "whether not null"),
  IS_NAN(
      "isNan",
      "a.isNan()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.unary(TypeRules.floating(), type -> ScalarType.BOOL),
      "whether not a number"),
  LEAST(
      "least",
      "least(a, b, …)",
      NullRule.FIRST_VALUE,
      Set.of(),
      Level.EXACT,
      TypeRules.commonOrdered(),
      "least value that is not null"),
  GREATEST(
      "greatest",
      "greatest(a, b, …)",
      NullRule.FIRST_VALUE,
      Set.of(),
      Level.EXACT,
      TypeRules.commonOrdered(),
      "greatest value that is not null, NaN before all numbers"),
  AND(
      "and",
      "a.and(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.BOOL, ScalarType.BOOL),
      "three-valued: false if one is false, else null if one is null"),
  OR(
      "or",
      "a.or(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.BOOL, ScalarType.BOOL),
      "three-valued: true if one is true, else null if one is null"),
  NOT(
      "not",
      "a.not()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.BOOL, ScalarType.BOOL),
      "three-valued: null for null"),
  CASE(
      "case",
      "when(c, x).when(d, y).otherwise(z)",
      NullRule.BRANCHES,
      Set.of(),
      Level.EXACT,
      TypeRules.branches(),
      "value of the first branch whose condition is true, else z"),
  COALESCE(
      "coalesce",
      "coalesce(a, b, …)",
      NullRule.FIRST_VALUE,
      Set.of(),
      Level.EXACT,
      TypeRules.common(),
      "first value that is not null"),
  NULL_IF(
      "nullIf",
      "a.nullIf(b)",
      NullRule.MAY_YIELD_NULL,
      Set.of(),
      Level.EXACT,
      TypeRules.commonOrdered(),
      "null where a equals b, else a"),
  CAST(
      "cast",
      "a.cast(type), a.asInt(), …",
      NullRule.STRICT,
      Set.of(ErrorClass.CAST),
      Level.EXACT,
      TypeRules.given(),
      "a as another type; a value that does not fit is an error; DOUBLE to integer truncates; of a DOUBLE a DECIMAL gets 15 digits, further ones may differ between engines"),
  TRY_CAST(
      "tryCast",
      "a.tryCast(type)",
      NullRule.MAY_YIELD_NULL,
      Set.of(),
      Level.EXACT,
      TypeRules.given(),
      "a as another type; null where it does not fit"),
  CONCAT(
      "concat",
      "a.concat(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING),
      "both, one behind the other; null if one is null"),
  UPPER(
      "upper",
      "a.upper()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING),
      "a to z in capitals; letters beyond ASCII may differ between engines"),
  LOWER(
      "lower",
      "a.lower()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING),
      "A to Z in small letters; letters beyond ASCII may differ between engines"),
  TRIM(
      "trim",
      "a.trim()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING),
      "without spaces (U+0020) at both ends"),
  TRIM_LEFT(
      "trimLeft",
      "a.trimLeft()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING),
      "without spaces (U+0020) at the start"),
  TRIM_RIGHT(
      "trimRight",
      "a.trimRight()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING),
      "without spaces (U+0020) at the end"),
  LENGTH(
      "length",
      "a.length()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.INT, ScalarType.STRING),
      "number of code points"),
  SUBSTRING(
      "substring",
      "a.substring(start, length)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING, ScalarType.INT),
      "length code points from start, counted from 1; a negative start counts from the end; empty where nothing is there"),
  LEFT_PART(
      "left",
      "a.left(n)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING, ScalarType.INT),
      "first n code points; empty for n below 1"),
  RIGHT_PART(
      "right",
      "a.right(n)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING, ScalarType.INT),
      "last n code points; empty for n below 1"),
  REPLACE(
      "replace",
      "a.replace(search, by)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING),
      "every occurrence of search replaced; a itself where search is empty"),
  STARTS_WITH(
      "startsWith",
      "a.startsWith(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.BOOL, ScalarType.STRING),
      "whether a begins with b"),
  ENDS_WITH(
      "endsWith",
      "a.endsWith(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.BOOL, ScalarType.STRING),
      "whether a ends with b"),
  CONTAINS(
      "contains",
      "a.contains(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.BOOL, ScalarType.STRING),
      "whether b occurs in a"),
  POSITION(
      "position",
      "a.position(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.INT, ScalarType.STRING),
      "code point at which b first occurs in a, from 1; 0 if it does not; 1 for an empty b"),
  LIKE(
      "like",
      "a.like(pattern)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.BOOL, ScalarType.STRING),
      "SQL pattern with % and _, a backslash makes the next one plain"),
  PAD_LEFT(
      "padLeft",
      "a.padLeft(n, pad)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING, ScalarType.INT, ScalarType.STRING),
      "exactly n code points: filled in front with pad, or cut at the end"),
  PAD_RIGHT(
      "padRight",
      "a.padRight(n, pad)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING, ScalarType.INT, ScalarType.STRING),
      "exactly n code points: filled behind with pad, or cut at the end"),
  REPEAT(
      "repeat",
      "a.repeat(n)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING, ScalarType.INT),
      "a n times; empty for n below 1"),
  REVERSE(
      "reverse",
      "a.reverse()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING),
      "the code points in the other order"),
  SPLIT(
      "split",
      "a.split(separator)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(new ListType(ScalarType.STRING, false), ScalarType.STRING),
      "the parts between separators, taken literally; the separator is not empty"),
  MATCHES(
      "matches",
      "a.matches(regex)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.BOOL, ScalarType.STRING),
      "whether the portable regular expression finds a match anywhere in a"),
  REGEX_EXTRACT(
      "regexExtract",
      "a.regexExtract(regex, group)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING, ScalarType.STRING, ScalarType.INT),
      "that group of the first match, 0 for all of it; empty where there is none"),
  REGEX_REPLACE(
      "regexReplace",
      "a.regexReplace(regex, by)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING),
      "every match replaced; $1 to $9 in the replacement stand for groups"),
  MD5(
      "md5",
      "a.md5()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING),
      "MD5 of the UTF-8 bytes in small hexadecimal digits"),
  SHA256(
      "sha256",
      "a.sha256()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.STRING, ScalarType.STRING),
      "SHA-256 of the UTF-8 bytes in small hexadecimal digits"),
  YEAR(
      "year",
      "a.year()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.unary(TypeRules.temporal(), type -> ScalarType.INT),
      "the year"),
  QUARTER(
      "quarter",
      "a.quarter()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.unary(TypeRules.temporal(), type -> ScalarType.INT),
      "the quarter, 1 to 4"),
  MONTH(
      "month",
      "a.month()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.unary(TypeRules.temporal(), type -> ScalarType.INT),
      "the month, 1 to 12"),
  DAY(
      "day",
      "a.day()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.unary(TypeRules.temporal(), type -> ScalarType.INT),
      "the day of the month, 1 to 31"),
  DAY_OF_WEEK(
      "dayOfWeek",
      "a.dayOfWeek()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.unary(TypeRules.temporal(), type -> ScalarType.INT),
      "the day of the week, Monday = 0"),
  DAY_OF_YEAR(
      "dayOfYear",
      "a.dayOfYear()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.unary(TypeRules.temporal(), type -> ScalarType.INT),
      "the day of the year, 1 to 366"),
  HOUR(
      "hour",
      "a.hour()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.unary(TypeRules.timestamp(), type -> ScalarType.INT),
      "the hour, 0 to 23; instants in UTC"),
  MINUTE(
      "minute",
      "a.minute()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.unary(TypeRules.timestamp(), type -> ScalarType.INT),
      "the minute, 0 to 59"),
  SECOND(
      "second",
      "a.second()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.unary(TypeRules.timestamp(), type -> ScalarType.INT),
      "the second, 0 to 59"),
  MICROSECOND(
      "microsecond",
      "a.microsecond()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.unary(TypeRules.timestamp(), type -> ScalarType.INT),
      "microseconds of the second, 0 to 999999"),
  PLUS_DAYS(
      "plusDays",
      "a.plusDays(n)",
      NullRule.STRICT,
      Set.of(ErrorClass.OUT_OF_RANGE),
      Level.EXACT,
      TypeRules.exactly(ScalarType.DATE, ScalarType.DATE, ScalarType.INT),
      "the date n days later"),
  PLUS_MONTHS(
      "plusMonths",
      "a.plusMonths(n)",
      NullRule.STRICT,
      Set.of(ErrorClass.OUT_OF_RANGE),
      Level.EXACT,
      TypeRules.exactly(ScalarType.DATE, ScalarType.DATE, ScalarType.INT),
      "the date n months later, its day cut to the month's last"),
  PLUS_MICROS(
      "plusMicros",
      "a.plus(duration)",
      NullRule.STRICT,
      Set.of(ErrorClass.OUT_OF_RANGE),
      Level.EXACT,
      TypeRules.shifted(),
      "the time that many microseconds later"),
  DAYS_BETWEEN(
      "daysBetween",
      "a.daysUntil(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.INT, ScalarType.DATE),
      "days from a to b, negative if b is earlier"),
  MICROS_BETWEEN(
      "microsBetween",
      "a.microsUntil(b)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.between(),
      "microseconds from a to b, negative if b is earlier"),
  TRUNCATE(
      "truncate",
      "a.truncate(unit)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.truncated(),
      "the start of the year, quarter, month, week (Monday), day, hour, minute or second"),
  EPOCH_MICROS(
      "epochMicros",
      "a.epochMicros()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(ScalarType.LONG, ScalarType.INSTANT),
      "microseconds since 1970-01-01T00:00:00Z"),
  OF_EPOCH_MICROS(
      "ofEpochMicros",
      "instantOfEpochMicros(n)",
      NullRule.STRICT,
      Set.of(ErrorClass.OUT_OF_RANGE),
      Level.EXACT,
      TypeRules.exactly(ScalarType.INSTANT, ScalarType.LONG),
      "the instant that many microseconds after 1970-01-01T00:00:00Z"),
  FLOOR(
      "floor",
      "a.floor()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.rule(TypeRules.doubleOrDecimal(), TypeRules::integral),
      "greatest whole number not above a; DOUBLE stays DOUBLE, zero is positive"),
  CEIL(
      "ceil",
      "a.ceil()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.rule(TypeRules.doubleOrDecimal(), TypeRules::integral),
      "least whole number not below a; DOUBLE stays DOUBLE, zero is positive"),
  ROUND(
      "round",
      "a.round(scale)",
      NullRule.STRICT,
      Set.of(ErrorClass.OVERFLOW),
      Level.EXACT,
      TypeRules.rule(TypeRules.decimal(), TypeRules::rounded),
      "a DECIMAL rounded half up to that scale"),
  SQRT(
      "sqrt",
      "a.sqrt()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.rule(TypeRules.asDoubles(), arguments -> ScalarType.DOUBLE),
      "square root as DOUBLE; NaN below zero"),
  EXP(
      "exp",
      "a.exp()",
      NullRule.STRICT,
      Set.of(),
      Level.TOLERANCE,
      TypeRules.rule(TypeRules.asDoubles(), arguments -> ScalarType.DOUBLE),
      "e to the power of a"),
  LN(
      "ln",
      "a.ln()",
      NullRule.MAY_YIELD_NULL,
      Set.of(),
      Level.TOLERANCE,
      TypeRules.rule(TypeRules.asDoubles(), arguments -> ScalarType.DOUBLE),
      "natural logarithm; null for zero and below"),
  LOG10(
      "log10",
      "a.log10()",
      NullRule.MAY_YIELD_NULL,
      Set.of(),
      Level.TOLERANCE,
      TypeRules.rule(TypeRules.asDoubles(), arguments -> ScalarType.DOUBLE),
      "logarithm to base 10; null for zero and below"),
  POWER(
      "power",
      "a.power(b)",
      NullRule.STRICT,
      Set.of(),
      Level.TOLERANCE,
      TypeRules.rule(TypeRules.asDoubles(), arguments -> ScalarType.DOUBLE),
      "a to the power of b as DOUBLE"),
  SIN(
      "sin",
      "a.sin()",
      NullRule.STRICT,
      Set.of(),
      Level.TOLERANCE,
      TypeRules.rule(TypeRules.asDoubles(), arguments -> ScalarType.DOUBLE),
      "sine of radians; NaN for infinities"),
  COS(
      "cos",
      "a.cos()",
      NullRule.STRICT,
      Set.of(),
      Level.TOLERANCE,
      TypeRules.rule(TypeRules.asDoubles(), arguments -> ScalarType.DOUBLE),
      "cosine of radians; NaN for infinities"),
  ATAN(
      "atan",
      "a.atan()",
      NullRule.STRICT,
      Set.of(),
      Level.TOLERANCE,
      TypeRules.rule(TypeRules.asDoubles(), arguments -> ScalarType.DOUBLE),
      "arc tangent in radians"),
  SIZE(
      "size",
      "a.size()",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.unary(TypeRules.list(), type -> ScalarType.INT),
      "number of elements"),
  ELEMENT(
      "get",
      "a.element(index, type)",
      NullRule.MAY_YIELD_NULL,
      Set.of(),
      Level.EXACT,
      TypeRules.elementAt(),
      "element at that index, from 0; null beyond the ends"),
  LIST_CONTAINS(
      "listContains",
      "a.has(x)",
      NullRule.MAY_YIELD_NULL,
      Set.of(),
      Level.EXACT,
      TypeRules.rule(TypeRules.listAndElement(), arguments -> ScalarType.BOOL),
      "whether x is an element; null where it is not found among nulls"),
  JOIN_STRINGS(
      "joinStrings",
      "a.joinStrings(separator)",
      NullRule.STRICT,
      Set.of(),
      Level.EXACT,
      TypeRules.exactly(
          ScalarType.STRING, new ListType(ScalarType.STRING, false), ScalarType.STRING),
      "the strings that are not null with the separator between them"),
  LIST_OF(
      "listOf",
      "listOf(a, b, …)",
      NullRule.NEVER,
      Set.of(ErrorClass.NULL_VALUE),
      Level.EXACT,
      TypeRules.listOf(),
      "a list of these values"),
  RECORD_OF(
      "recordOf",
      "recordOf(Type.class, a, …)",
      NullRule.NEVER,
      Set.of(ErrorClass.NULL_VALUE),
      Level.EXACT,
      TypeRules.given(),
      "a nested record of these values");

  private final String label;
  private final String signature;
  private final NullRule nullRule;
  private final Set<ErrorClass> errors;
  private final Level level;
  private final TypeRule types;
  private final String meaning;

  ScalarFunction(
      String label,
      String signature,
      NullRule nullRule,
      Set<ErrorClass> errors,
      Level level,
      TypeRule types,
      String meaning) {
    this.label = label;
    this.signature = signature;
    this.nullRule = nullRule;
    this.errors = errors;
    this.level = level;
    this.types = types;
    this.meaning = meaning;
  }

  /** The short name that printed plans use. */
  public String label() {
    return label;
  }

  /** How a user writes it. */
  public String signature() {
    return signature;
  }

  /** What it yields, in a sentence. */
  public String meaning() {
    return meaning;
  }

  /** When its result may be null. */
  public NullRule nullRule() {
    return nullRule;
  }

  /** The errors that it may raise; empty if it never fails. */
  public Set<ErrorClass> errors() {
    return errors;
  }

  /** How far engines agree on its result. */
  public Level level() {
    return level;
  }

  boolean namesItsType() {
    return this == CAST || this == TRY_CAST || this == RECORD_OF;
  }

  boolean nullable(List<Expression<?>> arguments) {
    return nullRule.nullable(arguments);
  }

  List<Expression<?>> widen(List<Expression<?>> arguments) {
    return types.widen(signature, arguments);
  }

  DataType resultType(List<Expression<?>> arguments) {
    return types.result(arguments);
  }
}
