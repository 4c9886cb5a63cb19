// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ScalarType;

/**
 * The text that a cast from STRING accepts: one grammar for every engine, written in the subset of
 * regular expressions that all of them share. Nothing is trimmed. A text that fits the grammar may
 * still be out of range.
 */
public final class CastGrammar {
  private static final String INTEGER = "^[+-]?[0-9]+$";
  private static final String DECIMAL = "^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)$";
  private static final String FLOATING =
      "^([+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?|NaN|-?Infinity)$";
  private static final String YEAR =
      "([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})";
  private static final String DAY = YEAR + "-[0-9]{2}-[0-9]{2}";
  private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?";

  private CastGrammar() {}

  /**
   * The regular expression of the texts that can be cast to {@code type}.
   *
   * @throws IllegalArgumentException if no text can
   */
  public static String of(DataType type) {
    if (type instanceof DecimalType) {
      return DECIMAL;
    }
    if (!(type instanceof ScalarType scalar)) {
      throw new IllegalArgumentException("Cannot cast text to: " + type + " (no text is one)");
    }
    return switch (scalar) {
      case BOOL -> "^(true|false)$";
      case INT, LONG -> INTEGER;
      case FLOAT, DOUBLE -> FLOATING;
      case DATE -> "^" + DAY + "$";
      case LOCAL_TIMESTAMP -> "^" + DAY + "[T ]" + TIME + "$";
      case INSTANT -> "^" + DAY + "[T ]" + TIME + "Z$";
      case STRING, BINARY ->
          throw new IllegalArgumentException("Cannot cast text to: " + type + " (use it as it is)");
    };
  }
}
