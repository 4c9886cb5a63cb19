// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import java.util.List;
import java.util.SplittableRandom;

/** A stable sequence of choices: one seed, one sequence. */
final class Randomness {
  private final SplittableRandom random;

  Randomness(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  long anyLong() {
    return random.nextLong();
  }

  double fraction() {
    return random.nextDouble();
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T of(List<? extends T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
