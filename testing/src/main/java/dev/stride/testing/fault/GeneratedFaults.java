// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;

/**
 * Runs workflows drawn from seeds, each with a fault drawn from the same seed, which may also be
 * the death of its worker processes, and goes on without it: the result must be the one that was
 * computed without running anything.
 */
public final class GeneratedFaults {
  private static final int OPERATIONS = 180;

  private GeneratedFaults() {}

  /**
   * Runs the workflows of the seeds from {@code first} on.
   *
   * @param scenarios runs {@link GeneratedWorkflow} with a seed, and says {@link
   *     GeneratedWorkflow#FAILED} where a step's own exception has ended it
   */
  public static FaultReport run(
      LongFunction<FaultScenario> scenarios, Path folder, long first, int count) {
    List<String> breaches = new ArrayList<>();
    int faults = 0;
    int hung = 0;
    for (long seed = first; seed < first + count; seed++) {
      Random random = new Random(seed);
      Disturbance probe = disturbance(random);
      Path store = folder.resolve("seed-" + seed);
      Trial trial =
          new Trial(
              scenarios.apply(seed), new Place.Folder(store), GeneratedWorkflow.expected(seed));
      trial.disturb(probe);
      trial.resume();
      faults += probe.hasStruck() ? 1 : 0;
      hung += trial.isHung() ? 1 : 0;
      String where = " (seed " + seed + ", " + probe + ")";
      trial.breaches().forEach(breach -> breaches.add(breach + where));
      if (trial.breaches().isEmpty()) {
        Trees.delete(store);
      }
    }
    return new FaultReport(count + " generated workflows", faults, breaches, hung);
  }

  private static Disturbance disturbance(Random random) {
    int number = 1 + random.nextInt(OPERATIONS);
    return random.nextInt(3) == 0
        ? new WorkerKill(number)
        : new FailingProbe(
            number, drawn(random, Fault.values()), drawn(random, FailingProbe.Extent.values()));
  }

  private static <T> T drawn(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
