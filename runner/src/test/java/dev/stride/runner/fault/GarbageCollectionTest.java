// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.failure.StrideException;
import dev.stride.store.Durability;
import dev.stride.store.FileProbe;
import dev.stride.store.GarbagePolicy;
import dev.stride.store.Store;
import dev.stride.testing.fault.FailingProbe;
import dev.stride.testing.fault.FailingProbe.Extent;
import dev.stride.testing.fault.Failpoint;
import dev.stride.testing.fault.Fault;
import dev.stride.testing.fault.StoreChecker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Garbage collection that ends in the middle. */
class GarbageCollectionTest {
  private static final GarbagePolicy KEEPS_ONE =
      GarbagePolicy.ofDefaults().after(Duration.ZERO).keepingLast(1);

  @TempDir private Path folder;
  private String expected = "";

  /** Two runs that know nothing of each other. */
  @BeforeEach
  void run() {
    Store store = Store.open(folder.resolve("store"), Durability.NONE);
    expected = StrideScenario.ofEveryKind().run(store);
    StrideScenario.ofEveryKind().run(store);
    assertThat(store.runs()).hasSize(2);
  }

  private Path copy(int number) throws IOException {
    Path from = folder.resolve("store");
    Path to = folder.resolve("store-" + number);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private static void collect(Path store, FileProbe probe) {
    Store.open(store, Durability.COMMIT, probe, Duration.ZERO)
        .collect(KEEPS_ONE, Instant.now().plusSeconds(1));
  }

  private void finishes(Path store) {
    assertThat(StoreChecker.breaches(store)).isEmpty();
    assertThat(StrideScenario.ofEveryKind().resume(Store.open(store, Durability.NONE)))
        .isEqualTo(expected);
    collect(store, FileProbe.NONE);
    assertThat(StoreChecker.leftovers(store)).isEmpty();
    assertThat(StoreChecker.breaches(store)).isEmpty();
  }

  @Test
  void leavesAWholeStoreWhereverItFails() throws IOException {
    int number = 1;
    int faults = 0;
    for (boolean struck = true; struck; number += LongForm.isOn() ? 1 : 15) {
      Path store = copy(number);
      FailingProbe probe = new FailingProbe(number, Fault.INPUT_OUTPUT, Extent.ALL_LATER);
      try {
        collect(store, probe);
      } catch (StrideException e) {
        assertThat(e).hasMessageContaining("Input/output error");
      }
      struck = probe.hasStruck();
      faults += struck ? 1 : 0;
      finishes(store);
    }
    System.out.println("garbage collection: " + faults + " ends, 0 breaches");
    assertThat(faults).isGreaterThan(8);
  }

  @Test
  void leavesAWholeStoreWhenItIsKilled() {
    Path store = folder.resolve("store");

    assertThat(KilledOrchestrator.kill(store, Failpoint.IN_GC.name(), 1, "thread")).isTrue();

    Store left = Store.open(store, Durability.NONE);
    assertThat(left.runs()).hasSize(1);
    finishes(store);
  }
}
