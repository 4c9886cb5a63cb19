// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.store.Durability;
import dev.stride.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Fails the first, second, third operation on files, and so on, until a run passes untouched: every
 * place where a disk can fail, not a sample. After each, what is there must be whole, and resume
 * must yield the result of the undisturbed run.
 */
public final class FailingOperations {
  private final FaultScenario scenario;
  private final Path folder;

  /**
   * @param scenario what runs
   * @param folder where stores are made; each trial has its own, which is deleted if it is whole
   */
  public FailingOperations(FaultScenario scenario, Path folder) {
    this.scenario = scenario;
    this.folder = folder;
  }

  /**
   * Fails every operation that there is.
   *
   * @param fault how it fails
   * @param extent how many fail
   * @param step 1 for each operation, 2 for every other, and so on
   * @param first the first that fails, from 1
   */
  public FaultReport run(Fault fault, FailingProbe.Extent extent, int step, int first) {
    Path untouched = folder.resolve("untouched");
    String expected = scenario.run(Store.open(untouched, Durability.COMMIT));
    List<String> breaches = new ArrayList<>(StoreChecker.breaches(untouched));
    int faults = 0;
    int hung = 0;
    Trees.delete(untouched);
    for (int number = first; ; number += step) {
      FailingProbe probe = new FailingProbe(number, fault, extent);
      Path store = folder.resolve(fault + "-" + extent + "-" + number);
      Trial trial = new Trial(scenario, store, expected);
      trial.disturb(probe);
      if (!probe.hasStruck()) {
        breaches.addAll(trial.breaches());
        Trees.delete(store);
        break;
      }
      trial.resume();
      faults++;
      hung += trial.isHung() ? 1 : 0;
      trial.breaches().forEach(breach -> breaches.add(breach + " after " + probe));
      if (trial.breaches().isEmpty()) {
        Trees.delete(store);
      }
    }
    return new FaultReport(fault + " " + extent, faults, breaches, hung);
  }
}
