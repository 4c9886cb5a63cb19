// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A clock that moves when it is told to, and a scheduler that keeps it: years pass in milliseconds.
 * What is due at the same instant runs in an order drawn from a seed. Bodies run on the thread that
 * moves the clock; scheduling is thread-safe.
 */
public final class VirtualTime extends AbstractExecutorService implements ScheduledExecutorService {
  private static final Comparator<Scheduled<?>> ORDER =
      Comparator.<Scheduled<?>>comparingLong(next -> next.due)
          .thenComparingInt(next -> next.tie)
          .thenComparingLong(next -> next.number);

  private final PriorityQueue<Scheduled<?>> waiting = new PriorityQueue<>(ORDER);
  private final Random ties;
  private long nanos;
  private long count;
  private boolean shutdown;

  /**
   * @param seed of the order of what is due at the same instant
   */
  public VirtualTime(long seed) {
    this.ties = new Random(seed);
  }

  /** Nanoseconds since the clock began. */
  public synchronized long nanos() {
    return nanos;
  }

  /** Moves the clock on, and runs what becomes due, each body at its own instant. */
  public void advance(Duration duration) {
    long end = Math.addExact(nanos(), duration.toNanos());
    Scheduled<?> next = next(end);
    while (next != null) {
      next.run();
      next = next(end);
    }
    synchronized (this) {
      nanos = end;
    }
  }

  /**
   * Moves the clock from one due body to the next until {@code done} or until nothing is due.
   *
   * @return whether it is done
   */
  public boolean runUntil(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      Scheduled<?> next = next(Long.MAX_VALUE);
      if (next == null) {
        return false;
      }
      next.run();
    }
    return true;
  }

  private synchronized @Nullable Scheduled<?> next(long end) {
    Scheduled<?> next = waiting.peek();
    if (next == null || next.due > end) {
      return null;
    }
    nanos = next.due;
    return waiting.remove();
  }

  private synchronized <V> Scheduled<V> add(Callable<V> body, long delay, long period) {
    if (shutdown) {
      throw new RejectedExecutionException("the virtual time is shut down");
    }
    Scheduled<V> next = new Scheduled<>(body, Math.addExact(nanos, Math.max(0, delay)), period);
    waiting.add(next);
    return next;
  }

  private static Callable<@Nullable Object> callable(Runnable body) {
    return () -> {
      body.run();
      return null;
    };
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable body, long delay, TimeUnit unit) {
    return add(callable(body), unit.toNanos(delay), 0);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> body, long delay, TimeUnit unit) {
    return add(body, unit.toNanos(delay), 0);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable body, long delay, long period, TimeUnit unit) {
    return add(callable(body), unit.toNanos(delay), unit.toNanos(period));
  }

  /** The same as at a fixed rate: bodies take no time. */
  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable body, long delay, long period, TimeUnit unit) {
    return scheduleAtFixedRate(body, delay, period, unit);
  }

  @Override
  public void execute(Runnable body) {
    Future<?> unused = add(callable(body), 0, 0);
  }

  @Override
  public void shutdown() {
    shutdownNow();
  }

  @Override
  public synchronized List<Runnable> shutdownNow() {
    shutdown = true;
    List<Runnable> dropped = new ArrayList<>(waiting);
    waiting.clear();
    return dropped;
  }

  @Override
  public synchronized boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return isShutdown();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isShutdown();
  }

  private final class Scheduled<V> extends FutureTask<V> implements ScheduledFuture<V> {
    private final int tie = ties.nextInt();
    private final long number = count++;
    private final long period;
    private long due;

    Scheduled(Callable<V> body, long due, long period) {
      super(body);
      this.due = due;
      this.period = period;
    }

    @Override
    public void run() {
      if (period == 0) {
        super.run();
      } else if (runAndReset()) {
        again();
      }
    }

    private void again() {
      synchronized (VirtualTime.this) {
        due = Math.addExact(due, period);
        if (!shutdown) {
          waiting.add(this);
        }
      }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      synchronized (VirtualTime.this) {
        waiting.remove(this);
      }
      return super.cancel(mayInterrupt);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - nanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
