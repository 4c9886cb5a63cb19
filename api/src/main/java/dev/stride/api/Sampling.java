// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Functions;
import java.util.List;
import java.util.Locale;

/** A sample as a condition that every engine computes alike: a hash of the row below a bound. */
final class Sampling {
  private static final double HASHES = 0x1p32;

  private Sampling() {}

  static Expression<Boolean> condition(
      double fraction, long seed, List<? extends Expression<?>> by) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "Invalid sample fraction: " + fraction + " (must be 0 to 1)");
    }
    if (by.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid sample: no fields (must name those that tell rows apart)");
    }
    Expression<String> key = Functions.literal(Long.toString(seed));
    for (Expression<?> part : by) {
      key = key.concat("|").concat(part.asString().orElse("null"));
    }
    long bound = (long) (fraction * HASHES);
    return bound >= (long) HASHES
        ? Functions.literal(true)
        : key.md5().lt(String.format(Locale.ROOT, "%08x", bound));
  }
}
