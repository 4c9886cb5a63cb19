// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import static org.apache.spark.sql.functions.instr;
import static org.apache.spark.sql.functions.left;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.ltrim;
import static org.apache.spark.sql.functions.md5;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.repeat;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.reverse;
import static org.apache.spark.sql.functions.right;
import static org.apache.spark.sql.functions.rpad;
import static org.apache.spark.sql.functions.rtrim;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.upper;

import dev.stride.api.expression.Call;
import dev.stride.api.expression.JavaRegex;
import dev.stride.api.expression.Literal;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;

/** Lowers functions over texts. */
final class TextLowering {
  private static final int SHA_256 = 256;

  private final ExpressionLowering expressions;

  TextLowering(ExpressionLowering expressions) {
    this.expressions = expressions;
  }

  Column of(Call<?> call) {
    Column x = arg(call, 0);
    return switch (call.function()) {
      case UPPER -> upper(x);
      case LOWER -> lower(x);
      case TRIM -> trim(x);
      case TRIM_LEFT -> ltrim(x);
      case TRIM_RIGHT -> rtrim(x);
      case LENGTH -> length(x);
      case SUBSTRING -> substring(x, number(call, 1), number(call, 2));
      case LEFT_PART -> left(x, arg(call, 1));
      case RIGHT_PART -> right(x, arg(call, 1));
      case REPLACE -> replace(x, arg(call, 1), arg(call, 2));
      case STARTS_WITH -> x.startsWith(arg(call, 1));
      case ENDS_WITH -> x.endsWith(arg(call, 1));
      case CONTAINS -> x.contains(arg(call, 1));
      case POSITION -> instr(x, arg(call, 1));
      case LIKE -> x.like(likePattern(text(call, 1)));
      case PAD_LEFT -> lpad(x, number(call, 1), text(call, 2));
      case PAD_RIGHT -> rpad(x, number(call, 1), text(call, 2));
      case REPEAT -> repeat(x, number(call, 1));
      case REVERSE -> reverse(x);
      case SPLIT -> split(x, Pattern.quote(text(call, 1)));
      case MATCHES -> x.rlike(JavaRegex.of(text(call, 1)));
      case REGEX_EXTRACT -> regexp_extract(x, JavaRegex.of(text(call, 1)), number(call, 2));
      case REGEX_REPLACE -> regexp_replace(x, lit(JavaRegex.of(text(call, 1))), lit(text(call, 2)));
      case MD5 -> md5(x);
      default -> sha2(x, SHA_256);
    };
  }

  private Column arg(Call<?> call, int index) {
    return expressions.of(call.arguments().get(index));
  }

  private static String text(Call<?> call, int index) {
    return (String) Literal.constant(call.arguments().get(index));
  }

  private static int number(Call<?> call, int index) {
    return (Integer) Literal.constant(call.arguments().get(index));
  }

  /** Spark refuses a backslash before a character that needs none. */
  private static String likePattern(String pattern) {
    StringBuilder spark = new StringBuilder();
    for (int index = 0; index < pattern.length(); index++) {
      char c = pattern.charAt(index);
      if (c == '\\') {
        index++;
        c = pattern.charAt(index);
        spark.append("%_\\".indexOf(c) < 0 ? "" : "\\");
      }
      spark.append(c);
    }
    return spark.toString();
  }
}
