// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.store.FileProbe;
import dev.stride.testing.store.MemoryObjects;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Fails the first, second, third operation on files, and so on, until a run passes untouched: every
 * place where a disk can fail, not a sample. After each, what is there must be whole, and resume
 * must yield the result of the undisturbed run.
 */
public final class FailingOperations {
  private final FaultScenario scenario;
  private final Path folder;
  private final Function<Path, Place> places;

  private FailingOperations(FaultScenario scenario, Path folder, Function<Path, Place> places) {
    this.scenario = scenario;
    this.folder = folder;
    this.places = places;
  }

  /**
   * On stores that are folders.
   *
   * @param scenario what runs
   * @param folder where stores are made; each trial has its own, which is deleted if it is whole
   */
  public static FailingOperations onFolders(FaultScenario scenario, Path folder) {
    return new FailingOperations(scenario, folder, Place.Folder::new);
  }

  /**
   * On stores that are objects.
   *
   * @param scenario what runs
   * @param folder where objects are written to be looked at
   */
  public static FailingOperations onObjects(FaultScenario scenario, Path folder) {
    return new FailingOperations(
        scenario, folder, copy -> new Place.Objects(MemoryObjects.create(), copy));
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
    Place untouched = places.apply(folder.resolve("untouched"));
    String expected = scenario.run(untouched.open(FileProbe.NONE, Duration.ofSeconds(1)));
    List<String> breaches = new ArrayList<>(StoreChecker.breaches(untouched.folder()));
    int faults = 0;
    int hung = 0;
    untouched.delete();
    for (int number = first; ; number += step) {
      FailingProbe probe = new FailingProbe(number, fault, extent);
      Place store = places.apply(folder.resolve(fault + "-" + extent + "-" + number));
      Trial trial = new Trial(scenario, store, expected);
      trial.disturb(probe);
      if (!probe.hasStruck()) {
        breaches.addAll(trial.breaches());
        store.delete();
        break;
      }
      trial.resume();
      faults++;
      hung += trial.isHung() ? 1 : 0;
      trial.breaches().forEach(breach -> breaches.add(breach + " after " + probe));
      if (trial.breaches().isEmpty()) {
        store.delete();
      }
    }
    return new FaultReport(fault + " " + extent, faults, breaches, hung);
  }
}
