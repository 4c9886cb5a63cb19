// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import dev.stride.api.failure.StrideException;
import dev.stride.store.Durability;
import dev.stride.store.FileProbe;
import dev.stride.store.GarbagePolicy;
import dev.stride.store.Store;
import dev.stride.testing.fault.Failpoint;
import dev.stride.testing.fault.JvmLauncher;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** A process that works on a store until it says where it is, and is killed there. */
final class KilledOrchestrator {
  private KilledOrchestrator() {}

  /**
   * Lets it work, and kills it by SIGKILL.
   *
   * @param place a {@link Failpoint}, or the number of an operation on files
   * @param time which time the place is reached
   * @param layer where single-node steps run
   * @return whether it got there; otherwise it has ended by itself
   */
  static boolean kill(Path store, String place, int time, String layer) {
    try (JvmLauncher process = start(store, place, time, layer)) {
      String said = process.line();
      while (!said.equals("is there") && !said.equals("has ended") && !said.equals("null")) {
        said = process.line();
      }
      if (said.equals("null")) {
        throw new IllegalStateException("The orchestrator has ended without a word at " + place);
      }
      return said.equals("is there");
    }
  }

  /** Lets it work until it says where it is. */
  static JvmLauncher start(Path store, String place, int time, String layer) {
    String stay = "-Dstride.test.stay=" + place.toLowerCase(Locale.ROOT).replace('_', '-');
    return JvmLauncher.start(
        List.of(stay), KilledOrchestrator.class, store.toString(), place, "" + time, layer);
  }

  public static void main(String[] arguments) {
    String place = arguments[1];
    int time = Integer.parseInt(arguments[2]);
    FileProbe probe =
        place.matches("[0-9]+")
            ? Failpoint.beforeOperation(Integer.parseInt(place), KilledOrchestrator::stay)
            : Failpoint.valueOf(place).probe(time, KilledOrchestrator::stay);
    Store store =
        Store.open(Path.of(arguments[0]), Durability.COMMIT, probe, Duration.ofSeconds(1));
    if (place.equals(Failpoint.IN_GC.name())) {
      store.collect(GarbagePolicy.ofDefaults().after(Duration.ZERO).keepingLast(1), Instant.now());
    } else {
      work(store, arguments[3]);
    }
    System.out.println("has ended");
  }

  private static void work(Store store, String layer) {
    try {
      StrideScenario.ofEveryKind(List.of(layer)).resume(store);
    } catch (StrideException e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }

  static void stay() {
    System.out.println("is there");
    while (true) {
      LockSupport.park();
    }
  }
}
