// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.failure.StrideException;
import dev.stride.api.failure.Unreadable;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An attempt on a thread of this process; for backends. Cancelling interrupts the thread; code that
 * ignores that goes on. Processes that the thread has started are killed when the attempt fails or
 * was cancelled, before it ends, and when it goes on after its cancellation; those of one that
 * succeeds are its workflow's own affair. Thread-safe.
 */
public final class ThreadAttempt implements StepAttempt, Runnable {
  private final CompletableFuture<@Nullable Object> completion = new CompletableFuture<>();
  private final String label;
  private final Callable<@Nullable Object> body;
  private final Runnable onCancel;
  private @Nullable Future<?> running;
  private volatile boolean started;
  private volatile boolean cancelled;
  private volatile @Nullable Thread runner;
  private volatile @Nullable ThreadChildren children;

  private ThreadAttempt(String label, Callable<@Nullable Object> body, Runnable onCancel) {
    this.label = label;
    this.body = body;
    this.onCancel = onCancel;
  }

  /**
   * Starts an attempt; returns at once.
   *
   * @param threads where it runs
   * @param label what threads and messages call it
   * @param body what it does
   * @param onCancel what ends the body's work besides the interrupt; may be called at any time
   */
  public static ThreadAttempt start(
      ExecutorService threads, String label, Callable<@Nullable Object> body, Runnable onCancel) {
    ThreadAttempt attempt = new ThreadAttempt(label, body, onCancel);
    synchronized (attempt) {
      attempt.running = threads.submit(attempt);
    }
    return attempt;
  }

  @Override
  public void run() {
    started = true;
    Thread thread = Thread.currentThread();
    runner = thread;
    ThreadChildren own = ThreadChildren.ofCurrentThread();
    children = own;
    thread.setName("stride-step " + label);
    try {
      Object value = body.call();
      if (cancelled) {
        own.kill();
      }
      completion.complete(value);
    } catch (Throwable e) {
      own.kill();
      completion.completeExceptionally(Unreadable.replacedIn(e));
    } finally {
      children = null;
      runner = null;
      thread.setName("stride-step idle");
    }
  }

  @Override
  public CompletionStage<@Nullable Object> completion() {
    return completion;
  }

  @Override
  public String stack() {
    Thread thread = runner;
    return thread == null ? "" : Stacks.of(thread);
  }

  /** Its thread waits for the end of the process, and no longer heeds an interrupt. */
  @Override
  public boolean failIfExiting(StrideException failure) {
    Thread thread = runner;
    return thread != null
        && Stacks.callerOfExit(thread.getStackTrace()).isPresent()
        && completion.completeExceptionally(failure);
  }

  @Override
  public synchronized void cancel() {
    cancelled = true;
    onCancel.run();
    if (running != null) {
      running.cancel(true);
    }
    if (!started) {
      completion.completeExceptionally(new CancellationException(label));
    } else if (!completion.isDone()) {
      CompletableFuture.delayedExecutor(stopLimit().toMillis(), TimeUnit.MILLISECONDS)
          .execute(this::killChildren);
    }
  }

  /** What it waits for may be what keeps it. */
  private void killChildren() {
    ThreadChildren own = children;
    if (own != null) {
      own.kill();
    }
  }
}
