// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Functions over texts, which count code points. */
final class Texts {
  private static final char SPACE = ' ';

  private Texts() {}

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The code points from {@code start} to before {@code end}, as far as there are any. */
  private static String part(String text, long start, long end) {
    int[] points = text.codePoints().toArray();
    int from = (int) Math.max(0, Math.min(start, points.length));
    int to = (int) Math.max(from, Math.min(end, points.length));
    return new String(points, from, to - from);
  }

  static String substring(String text, int start, int length) {
    long from = start > 0 ? start - 1L : (long) length(text) + start;
    return part(text, from, from + Math.max(0, length));
  }

  static String left(String text, int length) {
    return part(text, 0, length);
  }

  static String right(String text, int length) {
    long size = length(text);
    return part(text, size - Math.max(0, length), size);
  }

  static String replace(String text, String search, String by) {
    return search.isEmpty() ? text : text.replace(search, by);
  }

  static int position(String text, String part) {
    int found = text.indexOf(part);
    return found < 0 ? 0 : text.codePointCount(0, found) + 1;
  }

  static String padLeft(String text, int length, String pad) {
    return left(padding(text, length, pad) + text, length);
  }

  static String padRight(String text, int length, String pad) {
    return left(text + padding(text, length, pad), length);
  }

  private static String padding(String text, int length, String pad) {
    int missing = Math.max(0, length - length(text));
    return left(pad.repeat(missing), missing);
  }

  static String trimLeft(String text) {
    int start = 0;
    while (start < text.length() && text.charAt(start) == SPACE) {
      start++;
    }
    return text.substring(start);
  }

  static String trimRight(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == SPACE) {
      end--;
    }
    return text.substring(0, end);
  }

  static String reverse(String text) {
    int[] points = text.codePoints().toArray();
    int[] reversed = new int[points.length];
    Arrays.setAll(reversed, index -> points[points.length - 1 - index]);
    return new String(reversed, 0, reversed.length);
  }

  static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int found = text.indexOf(separator);
    while (found >= 0) {
      parts.add(text.substring(start, found));
      start = found + separator.length();
      found = text.indexOf(separator, start);
    }
    parts.add(text.substring(start));
    return parts;
  }

  static boolean like(String text, String pattern) {
    return like(text.codePoints().toArray(), 0, pattern.codePoints().toArray(), 0);
  }

  private static boolean like(int[] text, int at, int[] pattern, int next) {
    if (next == pattern.length) {
      return at == text.length;
    }
    if (pattern[next] == '%') {
      for (int skipped = at; skipped <= text.length; skipped++) {
        if (like(text, skipped, pattern, next + 1)) {
          return true;
        }
      }
      return false;
    }
    boolean plain = pattern[next] == '\\';
    int wanted = plain ? pattern[next + 1] : pattern[next];
    boolean any = !plain && wanted == '_';
    return at < text.length
        && (any || text[at] == wanted)
        && like(text, at + 1, pattern, next + (plain ? 2 : 1));
  }

  static String digest(String algorithm, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The texts that are not null with {@code separator} between them. */
  static String join(List<?> texts, String separator) {
    StringBuilder joined = new StringBuilder();
    boolean first = true;
    for (Object text : texts) {
      if (text != null) {
        joined.append(first ? "" : separator).append(text);
        first = false;
      }
    }
    return joined.toString();
  }
}
