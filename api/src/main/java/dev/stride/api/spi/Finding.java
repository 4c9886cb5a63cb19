// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

/**
 * What {@code stride doctor} has found out about one thing that runs need.
 *
 * @param subject the thing, for example {@code queue heavy}
 * @param verdict whether runs will do
 * @param text what was found; where it is not good, with the remedy
 */
public record Finding(String subject, Verdict verdict, String text) {
  /** Whether runs will do. */
  public enum Verdict {
    GOOD,
    /** They may. */
    DOUBTFUL,
    /** They will not. */
    BAD
  }

  /** It is as it should be. */
  public static Finding good(String subject, String text) {
    return new Finding(subject, Verdict.GOOD, text);
  }

  /** It may do, or nobody can tell from here. */
  public static Finding doubtful(String subject, String text) {
    return new Finding(subject, Verdict.DOUBTFUL, text);
  }

  /** It will not do. */
  public static Finding bad(String subject, String text) {
    return new Finding(subject, Verdict.BAD, text);
  }
}
