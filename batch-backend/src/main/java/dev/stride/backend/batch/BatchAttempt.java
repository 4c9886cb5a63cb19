// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An attempt as a job, or as a child of one. It ends when the service says so. Thread-safe. */
final class BatchAttempt implements StepAttempt {
  /** A signal, thirty seconds of grace, and what the service takes to notice. */
  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

  private final StepTask.Call call;
  private final Consumer<BatchAttempt> stopper;
  private final CompletableFuture<@Nullable Object> completion = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
  private volatile String folder;
  private volatile boolean cancelled;

  /**
   * An attempt that waits for its job.
   *
   * @param stopper carries a stop out; must not block
   */
  BatchAttempt(StepTask.Call call, Consumer<BatchAttempt> stopper) {
    this.call = call;
    this.stopper = stopper;
    this.folder = call.terms().folder();
  }

  StepTask.Call call() {
    return call;
  }

  /** Where its result goes. */
  String folder() {
    return folder;
  }

  /** A child of an earlier process's job computes the same, with its result in another folder. */
  void takesOver(String other) {
    folder = other;
  }

  boolean isTakenOver() {
    return !folder.equals(call.terms().folder());
  }

  /** What was taken over has come to nothing. */
  void beginsAnew() {
    folder = call.terms().folder();
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Its container runs. */
  void starts() {
    started.complete(null);
  }

  /** It has a result. */
  void returns(byte[] json) {
    call.output().end();
    completion.complete(json);
    started.complete(null);
  }

  /** It has none, and nothing of it is left. */
  void fails(Throwable failure) {
    call.output().end();
    completion.completeExceptionally(cancelled ? new CancellationException(call.label()) : failure);
    started.complete(null);
  }

  @Override
  public CompletionStage<@Nullable Object> completion() {
    return completion;
  }

  @Override
  public CompletionStage<@Nullable Void> started() {
    return started;
  }

  @Override
  public Duration stopLimit() {
    return STOP_LIMIT;
  }

  @Override
  public void cancel() {
    if (!cancelled && !completion.isDone()) {
      cancelled = true;
      stopper.accept(this);
    }
  }
}
