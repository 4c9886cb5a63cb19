// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.bench;

import java.util.List;
import java.util.Optional;

/**
 * How a backend has fared in a contest.
 *
 * @param backend its name
 * @param first seconds of its first run, which starts what it needs and does not count
 * @param seconds of each block's run, in the order of the blocks; fewer if it did not finish
 * @param verdict how its results compare with those of the first backend; empty without a result
 * @param problem why it did not finish; empty if it did
 */
public record Standing(
    String backend,
    Optional<Double> first,
    List<Double> seconds,
    Optional<Verdict> verdict,
    Optional<String> problem) {
  public Standing {
    seconds = List.copyOf(seconds);
  }

  /**
   * How results compare.
   *
   * @param isEqual whether they are the same, doubles to nine digits
   * @param text in words
   */
  public record Verdict(boolean isEqual, String text) {}

  /** The seconds as an interval; empty if there are none. */
  public Optional<Interval> interval() {
    return seconds.isEmpty() ? Optional.empty() : Optional.of(Interval.of(array(seconds)));
  }

  /** The ratio to another's seconds, taken within each block; empty unless both have finished. */
  public Optional<Interval> ratioTo(Standing base) {
    if (problem.isPresent() || base.problem.isPresent() || seconds.isEmpty()) {
      return Optional.empty();
    }
    double[] ratios = array(seconds);
    for (int block = 0; block < ratios.length; block++) {
      ratios[block] /= base.seconds.get(block);
    }
    return Optional.of(Interval.of(ratios));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
