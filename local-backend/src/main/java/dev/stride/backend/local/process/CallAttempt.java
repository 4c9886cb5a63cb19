// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.process;

import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An attempt in a worker process. It ends when nothing of it is left. Thread-safe. */
final class CallAttempt implements StepAttempt {
  /** The grace for an interrupt, the kill, and what a busy machine adds. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final StepTask.Call call;
  private final Consumer<CallAttempt> stopper;
  private final CompletableFuture<@Nullable Object> completion = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> started = new CompletableFuture<>();
  private @Nullable WorkerProcess worker;
  private long number;
  private @Nullable Future<?> kill;
  private boolean cancelled;

  /**
   * An attempt that waits for its worker.
   *
   * @param stopper carries a stop out; must not block
   */
  CallAttempt(StepTask.Call call, Consumer<CallAttempt> stopper) {
    this.call = call;
    this.stopper = stopper;
  }

  StepTask.Call call() {
    return call;
  }

  /** A worker is about to carry it out; false if it is not to, any more. */
  synchronized boolean begins(WorkerProcess by, long as) {
    worker = by;
    number = as;
    return !cancelled;
  }

  /** The step's body starts. */
  void starts() {
    started.complete(null);
  }

  /** Unless it ends before. */
  synchronized void isKilledBy(Future<?> timer) {
    kill = timer;
    if (completion.isDone()) {
      timer.cancel(false);
    }
  }

  /** It has ended, and nothing of it is left. */
  void ends(WorkerProcess.Ended end) {
    Throwable failure = end.failure();
    synchronized (this) {
      worker = null;
      if (kill != null) {
        kill.cancel(false);
      }
      if (cancelled && end.json() == null) {
        failure = new CancellationException(call.label());
      }
    }
    if (failure == null) {
      completion.complete(end.json());
    } else {
      completion.completeExceptionally(failure);
    }
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
    synchronized (this) {
      if (cancelled || completion.isDone()) {
        return;
      }
      cancelled = true;
    }
    stopper.accept(this);
  }

  /** Interrupts it, if a worker is at it. */
  void interrupt() {
    WorkerProcess at;
    long as;
    synchronized (this) {
      at = worker;
      as = number;
    }
    if (at != null) {
      at.interrupt(as);
    }
  }

  /** Ends its worker, if one is still at it. */
  void kill() {
    WorkerProcess at;
    synchronized (this) {
      at = worker;
    }
    if (at != null) {
      at.kill();
    }
  }
}
