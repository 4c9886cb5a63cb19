// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import dev.stride.runner.bench.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Lets contestants run in turn: a block is one shot of each, in random order, and a ratio is taken
 * within a block, so that a noisy machine disturbs both sides of it.
 */
final class Contest {
  private static final int DISCARDED = 3;

  private final Map<String, Shot> contestants = new LinkedHashMap<>();
  private final Map<String, double[]> seconds = new LinkedHashMap<>();
  private final Random random = new Random(42);

  /** One run of a contestant; returns a checksum of its result, the same for all contestants. */
  interface Shot {
    long run() throws Exception;
  }

  Contest with(String name, Shot shot) {
    contestants.put(name, shot);
    return this;
  }

  Contest run(int blocks) throws Exception {
    for (int block = 0; block < DISCARDED; block++) {
      shoot(contestants.values());
    }
    contestants.keySet().forEach(name -> seconds.put(name, new double[blocks]));
    for (int block = 0; block < blocks; block++) {
      List<String> order = new ArrayList<>(contestants.keySet());
      Collections.shuffle(order, random);
      long expected = 0;
      for (String name : order) {
        System.gc();
        long start = System.nanoTime();
        long checksum = contestants.get(name).run();
        seconds.get(name)[block] = (System.nanoTime() - start) / 1e9;
        check(name, name.equals(order.get(0)) ? checksum : expected, checksum);
        expected = checksum;
      }
    }
    return this;
  }

  private static void shoot(Iterable<Shot> shots) throws Exception {
    for (Shot shot : shots) {
      shot.run();
    }
  }

  private static void check(String name, long expected, long actual) {
    if (expected != actual) {
      throw new IllegalStateException(
          "Cannot compare " + name + ": its checksum is " + actual + ", another's is " + expected);
    }
  }

  /** The ratio within each block. */
  double[] ratios(String name, String base) {
    double[] ratios = seconds.get(name).clone();
    for (int block = 0; block < ratios.length; block++) {
      ratios[block] /= seconds.get(base)[block];
    }
    return ratios;
  }

  Interval ratio(String name, String base) {
    return Interval.of(ratios(name, base));
  }

  /** The geometric mean over contests of as many blocks, one per block. */
  static Interval geometricMean(List<Contest> contests, String name, String base) {
    double[] logs = new double[contests.get(0).seconds.get(name).length];
    for (Contest contest : contests) {
      double[] ratios = contest.ratios(name, base);
      for (int block = 0; block < logs.length; block++) {
        logs[block] += Math.log(ratios[block]) / contests.size();
      }
    }
    return Interval.of(Arrays.stream(logs).map(Math::exp).toArray());
  }

  Interval seconds(String name) {
    return Interval.of(seconds.get(name));
  }
}
