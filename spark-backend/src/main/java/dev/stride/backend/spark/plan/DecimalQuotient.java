// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.when;

import dev.stride.api.type.DecimalType;
import org.apache.spark.sql.Column;

/**
 * The quotient of two decimals, rounded half up once. Spark's own division rounds to the digits of
 * its own result type first; where a second rounding could then differ, the quotient is made of
 * whole numbers and their remainder.
 */
final class DecimalQuotient {
  private static final int LEAST_SCALE = 6;
  private static final String WHOLE = "decimal(38,0)";

  private DecimalQuotient() {}

  static Column of(Column a, DecimalType left, Column b, DecimalType right, DecimalType result) {
    return isRoundedOnce(left, right, result)
        ? a.divide(b).cast(SparkTypes.of(result))
        : ofWholeNumbers(a, left, b, right, result);
  }

  /**
   * Whether no quotient lies so near to the middle of two results that Spark's digits hide on which
   * side: quotients and middles are fractions over 2 b 10^scale.
   */
  private static boolean isRoundedOnce(DecimalType left, DecimalType right, DecimalType result) {
    int scale = Math.max(LEAST_SCALE, left.scale() + right.precision() + 1);
    int integers = left.precision() - left.scale() + right.scale();
    int shift = Math.max(0, left.scale() - right.scale() - result.scale());
    return integers + scale <= DecimalType.MAX_PRECISION
        && scale > right.precision() + result.scale() + shift;
  }

  /**
   * With r the remainder, (a - r) / b is whole, and r decides about one more. The way in and out
   * leads over text, since products of decimals this wide would lose digits.
   */
  private static Column ofWholeNumbers(
      Column a, DecimalType left, Column b, DecimalType right, DecimalType result) {
    int shift = result.scale() - left.scale() + right.scale();
    Column dividend = whole(a, Math.max(0, shift));
    Column divisor = whole(b, Math.max(0, -shift));
    Column remainder = dividend.mod(divisor);
    Column quotient = dividend.minus(remainder).divide(divisor).cast(WHOLE);
    Column isRoundedAway = abs(remainder).geq(abs(divisor).minus(abs(remainder)));
    Column sameSign = dividend.geq(lit(0)).equalTo(divisor.geq(lit(0)));
    Column step = when(sameSign, lit(1)).otherwise(lit(-1));
    Column rounded = when(isRoundedAway, quotient.plus(step)).otherwise(quotient);
    return concat(rounded.cast(WHOLE).cast("string"), lit("E-" + result.scale()))
        .cast(SparkTypes.of(result));
  }

  private static Column whole(Column x, int zeros) {
    Column digits = replace(x.cast("string"), lit("."), lit(""));
    return concat(digits, lit("0".repeat(zeros))).cast(WHOLE);
  }
}
