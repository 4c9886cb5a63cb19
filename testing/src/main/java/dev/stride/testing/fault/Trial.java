// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.api.failure.StrideException;
import dev.stride.store.FileProbe;
import dev.stride.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One disturbed run of a scenario, what it leaves, and an undisturbed one that goes on from it. */
final class Trial {
  private static final Duration PATIENCE = Duration.ofMillis(1);
  private static final long LIMIT_SECONDS = 30;

  private final FaultScenario scenario;
  private final Place store;
  private final String expected;
  private final List<String> breaches = new ArrayList<>();
  private boolean hung;

  /** What the last failed run said. */
  private String failure = "";

  Trial(FaultScenario scenario, Place store, String expected) {
    this.scenario = scenario;
    this.store = store;
    this.expected = expected;
  }

  List<String> breaches() {
    return breaches;
  }

  boolean isHung() {
    return hung;
  }

  /** Runs with a fault, which may fail the run but must not change its result. */
  void disturb(FileProbe probe) {
    end("the disturbed run", () -> scenario.run(open(probe)));
    breaches.addAll(Remains.breaches());
    breaches.addAll(StoreChecker.breaches(store.folder()));
  }

  /** Goes on without a fault, which must succeed. */
  void resume() {
    store.leave();
    Map<Path, String> before = StoreChecker.finalFiles(store.folder());
    if (!end("resume", () -> scenario.resume(open(FileProbe.NONE)))) {
      breaches.add("I10: resume did not succeed: " + failure);
    }
    breaches.addAll(Remains.breaches());
    breaches.addAll(StoreChecker.breaches(store.folder()));
    breaches.addAll(StoreChecker.changes(before));
  }

  private Store open(FileProbe probe) {
    return store.open(probe, PATIENCE);
  }

  /** Whether it has succeeded. */
  private boolean end(String what, Supplier<String> run) {
    CompletableFuture<String> end = new CompletableFuture<>();
    Thread thread = new Thread(() -> end.completeAsync(run, Runnable::run), "stride-trial");
    thread.setDaemon(true);
    thread.start();
    try {
      String result = end.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (!result.equals(expected)) {
        breaches.add("I10: " + what + " has the result " + result + ", not " + expected);
      }
      return true;
    } catch (TimeoutException e) {
      hung = true;
      breaches.add(what + " did not end in " + LIMIT_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      Throwable cause = e.getCause() instanceof CompletionException c ? c.getCause() : e.getCause();
      if (!(cause instanceof StrideException)) {
        breaches.add(what + " ended by " + cause + ", which says no remedy");
      }
      failure = String.valueOf(cause);
    }
    return false;
  }
}
