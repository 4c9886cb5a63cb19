// SPDX-License-Identifier: Apache-2.0
package dev.stride.container;

import dev.stride.api.spi.FailureDescription;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.SlotEnd;
import dev.stride.worker.task.SlotTask;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stops a slot when its folder has a mark that says so: nobody outside can end a function's call.
 *
 * @param objects the store
 */
record StopMark(ObjectStore objects) implements Watch {
  private static final long LOOK_MILLIS = 2_000;

  @Override
  public Watching begin(
      SlotTask slot, CompletionStage<@Nullable Void> started, Consumer<SlotEnd> stop) {
    ScheduledExecutorService clock = Watch.clock();
    Future<?> unused =
        clock.scheduleWithFixedDelay(
            () -> look(slot, stop), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    return clock::shutdownNow;
  }

  private void look(SlotTask slot, Consumer<SlotEnd> stop) {
    try {
      if (objects.head(SlotTask.stopKey(slot.folder())).isPresent()) {
        Exception reason = new CancellationException("it was stopped");
        stop.accept(new SlotEnd.Threw(FailureDescription.of(reason)));
      }
    } catch (IOException e) {
      // The next look may be answered.
      return;
    }
  }
}
