// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.service;

import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An attempt on a machine of a service. It ends when the service says so. Thread-safe. */
public final class TaskAttempt implements StepAttempt {
  /** What it takes a service to notice, and a container to end. */
  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

  private final StepTask.Call call;
  private final Consumer<TaskAttempt> stopper;
  private final Function<TaskAttempt, CompletionStage<String>> waits;
  private final CompletableFuture<@Nullable Object> completion = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
  private volatile String folder;
  private volatile boolean cancelled;

  /**
   * An attempt that waits to be started.
   *
   * @param stopper carries a stop out; must not block
   * @param waits finds out what keeps it waiting; must not block
   */
  public TaskAttempt(
      StepTask.Call call,
      Consumer<TaskAttempt> stopper,
      Function<TaskAttempt, CompletionStage<String>> waits) {
    this.call = call;
    this.stopper = stopper;
    this.waits = waits;
    this.folder = call.terms().folder();
  }

  /** What it is to do. */
  public StepTask.Call call() {
    return call;
  }

  /** Where its result goes. */
  public String folder() {
    return folder;
  }

  /** What an earlier process has started computes the same, with its result in another folder. */
  public void takesOver(String other) {
    folder = other;
  }

  /** Whether its result comes from what an earlier process has started. */
  public boolean isTakenOver() {
    return !folder.equals(call.terms().folder());
  }

  /** What was taken over has come to nothing. */
  public void beginsAnew() {
    folder = call.terms().folder();
  }

  /** Whether it was told to stop. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** Whether nobody waits for it any more. */
  public boolean isOver() {
    return cancelled || completion.isDone();
  }

  /** Its container runs. */
  public void starts() {
    started.complete(null);
  }

  /** It has a result. */
  public void returns(byte[] json) {
    call.output().end();
    completion.complete(json);
    started.complete(null);
  }

  /** It has none, and nothing of it is left. */
  public void fails(Throwable failure) {
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
  public CompletionStage<String> waitsFor() {
    return waits.apply(this);
  }

  @Override
  public void cancel() {
    if (!cancelled && !completion.isDone()) {
      cancelled = true;
      stopper.accept(this);
    }
  }
}
