// SPDX-License-Identifier: Apache-2.0
package dev.stride.container;

import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.spi.AttemptTerms;
import dev.stride.api.spi.FailureDescription;
import dev.stride.api.spi.RemoteStep;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.backend.local.process.WorkerPool;
import dev.stride.store.Digests;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.SlotEnd;
import dev.stride.worker.task.SlotTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** One attempt: it runs, what it printed is kept, and how it ended is written once. */
final class SlotRun {
  /** A longer result is an object of its own. */
  private static final int SHORT_RESULT = 256 << 10;

  private final ObjectStore objects;
  private final SlotTask slot;
  private final SlotOutput output;

  SlotRun(ObjectStore objects, SlotTask slot, Path folder) throws IOException {
    this.objects = objects;
    this.slot = slot;
    this.output = SlotOutput.in(folder);
  }

  /** Says why it was not run. */
  void cannotBegin(Exception reason) throws IOException {
    end(new SlotEnd.Threw(FailureDescription.of(reason)));
  }

  /**
   * Runs it.
   *
   * @param watch may stop it
   * @return whether it has a result
   */
  boolean run(WorkerPool workers, RemoteStep step, ResourceRequest resources, Watch watch)
      throws IOException {
    StepAttempt attempt =
        workers.start(
            new StepTask.Call(
                slot.label(),
                step,
                slot.element(),
                resources,
                AttemptTerms.of(slot.folder()),
                output));
    CompletableFuture<SlotEnd> stopped = new CompletableFuture<>();
    CompletionStage<Void> unused = stopped.thenRun(attempt::cancel);
    Watch.Watching watching = watch.begin(slot, attempt.started(), stopped::complete);
    SlotEnd end;
    try {
      end = awaited(attempt);
    } finally {
      watching.close();
    }
    end(end instanceof SlotEnd.Returned ? end : stopped.getNow(end));
    return end instanceof SlotEnd.Returned;
  }

  private SlotEnd awaited(StepAttempt attempt) throws IOException {
    try {
      byte[] json = (byte[]) attempt.completion().toCompletableFuture().get();
      if (json == null) {
        throw new IllegalStateException("Cannot end attempt: it has neither result nor failure");
      }
      return returned(json);
    } catch (CancellationException e) {
      // A watch has stopped it.
      return new SlotEnd.Threw(FailureDescription.of(e));
    } catch (ExecutionException e) {
      Throwable thrown = e.getCause() == null ? e : e.getCause();
      return SlotEnd.of(thrown, FailureDescription.of(thrown));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private SlotEnd returned(byte[] json) throws IOException {
    String digest = Digests.of(json);
    if (json.length <= SHORT_RESULT) {
      return new SlotEnd.Returned(Optional.of(json), digest);
    }
    objects.put(SlotTask.valueKey(slot.folder(), digest), json);
    return new SlotEnd.Returned(Optional.empty(), digest);
  }

  private void end(SlotEnd end) throws IOException {
    Optional<Path> printed = output.close();
    if (printed.isPresent()) {
      objects.upload(SlotTask.outputKey(slot.folder()), printed.get());
    }
    byte[] json = SlotEnd.encode(end);
    if (objects.create(SlotTask.resultKey(slot.folder()), json).isEmpty()) {
      byte[] text =
          "stride: another container has ended this attempt\n".getBytes(StandardCharsets.UTF_8);
      System.err.write(text, 0, text.length);
    }
  }
}
