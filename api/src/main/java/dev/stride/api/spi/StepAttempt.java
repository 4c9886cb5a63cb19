// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.failure.StrideException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One started attempt of a task. Thread-safe. */
public interface StepAttempt {

  /**
   * Ends when the attempt has ended: with the value of a {@link StepTask.Compute}, with the JSON of
   * a {@link StepTask.Call}, with null for a {@link StepTask.Materialize}, or exceptionally with
   * what its code threw.
   */
  CompletionStage<@Nullable Object> completion();

  /**
   * Ends when the attempt's own code starts, from when on its time limit counts, or when it is
   * certain that it never will; never exceptionally. By default it has started already.
   */
  default CompletionStage<@Nullable Void> started() {
    return CompletableFuture.completedFuture(null);
  }

  /**
   * How long after {@link #cancel} the attempt takes at most until it has ended. By default two
   * seconds, after which code that ignores its interrupt is left to itself; a backend that can kill
   * answers for longer.
   */
  default Duration stopLimit() {
    return Duration.ofSeconds(2);
  }

  /**
   * Where its code is now, as lines of text; empty, as by default, where that is not known, or
   * where the backend prints it by itself when code does not stop.
   */
  default String stack() {
    return "";
  }

  /**
   * What it waits for before its code starts, in the words of who keeps it waiting; empty where
   * that is not known, as by default. May be asked of the network.
   */
  default CompletionStage<String> waitsFor() {
    return CompletableFuture.completedFuture("");
  }

  /**
   * Fails, if it is the attempt whose code is ending this process by {@code System.exit}.
   *
   * @param failure what it fails with
   * @return whether it is that attempt; by default none is
   */
  default boolean failIfExiting(StrideException failure) {
    return false;
  }

  /** Asks the attempt to stop: interrupts its thread, cancels its query. May come at any time. */
  void cancel();
}
