// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.when;

import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import org.apache.spark.sql.Column;

/**
 * What Spark computes of decimals in fewer digits than they have: a changed sign keeps 34, and a
 * cast to an integer goes through a double.
 */
final class WideDecimals {
  private static final int DIGITS_OF_SIGN = 34;
  private static final int DIGITS_OF_DOUBLE = 15;

  private WideDecimals() {}

  /** Whether a changed sign would round values of that type. */
  static boolean isWide(DataType type) {
    return type instanceof DecimalType decimal && decimal.precision() > DIGITS_OF_SIGN;
  }

  static Column negate(Column x, DataType type) {
    Column text = x.cast("string");
    return when(text.startsWith("-"), unsigned(text))
        .otherwise(concat(lit("-"), text))
        .cast(SparkTypes.of(type));
  }

  static Column abs(Column x, DataType type) {
    return unsigned(x.cast("string")).cast(SparkTypes.of(type));
  }

  private static Column unsigned(Column text) {
    return replace(text, lit("-"), lit(""));
  }

  /** The value without its fraction, where a cast to an integer would round it. */
  static Column truncated(Column x, DataType type) {
    return type instanceof DecimalType decimal
            && decimal.scale() > 0
            && decimal.precision() > DIGITS_OF_DOUBLE
        ? when(x.lt(lit(0)), ceil(x)).otherwise(floor(x))
        : x;
  }
}
