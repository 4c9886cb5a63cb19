// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.montecarlo;

import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Estimates π by points thrown at a square, in as many slots as wanted. Each slot draws from a
 * random stream of its own and counts whole points, so the result depends on the parameters alone,
 * not on the number of threads or the order in which slots end.
 */
public final class MonteCarlo implements Workflow {
  private static final int MOST_SLOTS = 10_000_000;
  private static final int MOST_SAMPLES = 1_000_000_000;

  /**
   * The estimate.
   *
   * @param standardError about two thirds of all seeds come closer to π than that
   * @param samples points thrown in all
   */
  public record Estimate(double pi, double standardError, long samples) {}

  @Override
  public String description() {
    return "Estimates pi by random points, in many slots.";
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<Integer> slots =
        workflow
            .parameter("slots", Integer.class)
            .help("The number of slots, 1 to " + MOST_SLOTS + ".")
            .defaultsTo(1000);
    Parameter<Integer> samples =
        workflow
            .parameter("samples", Integer.class)
            .help("The number of points per slot, 1 to " + MOST_SAMPLES + ".")
            .defaultsTo(100_000);
    Parameter<Long> seed =
        workflow.parameter("seed", Long.class).help("Another seed, other points.").defaultsTo(42L);
    checkRange(slots, MOST_SLOTS);
    checkRange(samples, MOST_SAMPLES);

    Node<List<Integer>> numbers = workflow.step(MonteCarlo::slots, slots);
    Node<List<Integer>> hits = workflow.foreach(numbers, MonteCarlo::throwPoints, samples, seed);
    workflow.result(workflow.step(MonteCarlo::estimate, hits, samples));
  }

  private static void checkRange(Parameter<Integer> parameter, int most) {
    int value = parameter.value();
    if (value < 1 || value > most) {
      throw new StrideException(
          FailureKind.USAGE,
          "Invalid value of --" + parameter.name() + ": " + value + " (must be 1 to " + most + ")");
    }
  }

  /** The numbers of the slots. */
  static List<Integer> slots(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** Throws points at the unit square and counts those in the quarter circle. */
  static int throwPoints(int slot, int samples, long seed) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + slot);
    int hits = 0;
    for (int sample = 0; sample < samples; sample++) {
      double x = random.nextDouble();
      double y = random.nextDouble();
      if (x * x + y * y < 1) {
        hits++;
      }
    }
    return hits;
  }

  /** The share of hits is that of the quarter circle. */
  static Estimate estimate(List<Integer> hits, int samplesPerSlot) {
    long samples = (long) hits.size() * samplesPerSlot;
    double share = hits.stream().mapToLong(Integer::longValue).sum() / (double) samples;
    double standardError = 4 * Math.sqrt(share * (1 - share) / samples);
    return new Estimate(4 * share, standardError, samples);
  }
}
