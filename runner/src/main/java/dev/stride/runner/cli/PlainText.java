// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import java.io.PrintStream;
import java.util.regex.Pattern;

/**
 * What comes from users, files and exceptions, as a terminal may have it: nothing in it steers the
 * terminal, turns its text around, or looks like a line of Stride's.
 */
final class PlainText {
  private static final String FRAME = "  | ";
  private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");
  private static final Pattern STEERING_IN_LINES =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n\t]]");

  private PlainText() {}

  /** In one line. */
  static String line(String text) {
    return STEERING.matcher(text).replaceAll("?");
  }

  /** In as many lines as it has. */
  static String lines(String text) {
    return STEERING_IN_LINES.matcher(text).replaceAll("?");
  }

  /** A sentence of ours that may cite anything: what follows its first line is framed. */
  static String sentence(String text) {
    return lines(text.stripTrailing()).replace("\n", "\n" + FRAME);
  }

  /** Prints each of its lines in a frame. */
  static void framed(String text, PrintStream out) {
    text.lines().forEach(line -> out.println(FRAME + lines(line)));
  }
}
