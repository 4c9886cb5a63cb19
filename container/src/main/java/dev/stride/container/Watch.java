// SPDX-License-Identifier: Apache-2.0
package dev.stride.container;

import dev.stride.worker.task.SlotEnd;
import dev.stride.worker.task.SlotTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What may stop a slot that runs. */
interface Watch {
  /** Ends the watch. */
  interface Watching extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Begins to watch.
   *
   * @param started completes when the step's code starts
   * @param stop stops it, with how it is to end unless it has a result by then
   */
  Watching begin(SlotTask slot, CompletionStage<@Nullable Void> started, Consumer<SlotEnd> stop);

  /** By all of them. */
  static Watch all(List<Watch> watches) {
    return (slot, started, stop) -> {
      List<Watching> begun = new ArrayList<>();
      watches.forEach(watch -> begun.add(watch.begin(slot, started, stop)));
      return () -> begun.forEach(Watching::close);
    };
  }

  /** The step's own time limit, from when its code starts. */
  static Watch limit(Optional<Long> millis) {
    return (slot, started, stop) -> {
      if (millis.isEmpty()) {
        return () -> {};
      }
      ScheduledExecutorService clock = clock();
      started.thenRun(
          () -> {
            Future<?> unused = after(clock, millis.get(), millis.get(), stop);
          });
      return clock::shutdownNow;
    };
  }

  /**
   * The time that the machine itself has left for the slot, from now on.
   *
   * @param millis how long that is
   * @param limitMillis what the whole was, for the message
   */
  static Watch deadline(long millis, long limitMillis) {
    return (slot, started, stop) -> {
      ScheduledExecutorService clock = clock();
      Future<?> unused = after(clock, Math.max(0, millis), limitMillis, stop);
      return clock::shutdownNow;
    };
  }

  private static Future<?> after(
      ScheduledExecutorService clock, long millis, long limit, Consumer<SlotEnd> stop) {
    return clock.schedule(
        () -> stop.accept(new SlotEnd.TimedOut(limit)), millis, TimeUnit.MILLISECONDS);
  }

  /** A thread that does not keep the process. */
  static ScheduledExecutorService clock() {
    return Executors.newSingleThreadScheduledExecutor(
        body -> {
          Thread thread = new Thread(body, "stride-watch");
          thread.setDaemon(true);
          return thread;
        });
  }
}
