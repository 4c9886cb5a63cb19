// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.planner.Machine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Admits tasks while the machine has room for what they ask for, in the order in which they came.
 * One that asks for more processors than there are gets all. Thread-safe.
 */
final class Admission {
  private static final int DEFAULT_CPU = 1;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Machine machine;
  private final Duration patience;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int freeCpu;
  private long freeMemory;
  private int leakedCpu;
  private long leakedMemory;
  private volatile boolean contended;
  private boolean closed;

  Admission(Machine machine) {
    this(machine, PATIENCE);
  }

  /**
   * @param patience how long a task waits that only room of leaked attempts could admit
   */
  Admission(Machine machine, Duration patience) {
    this.machine = machine;
    this.patience = patience;
    this.freeCpu = machine.cpu();
    this.freeMemory = machine.memory().bytes();
  }

  private record Waiting(int cpu, long memory, CompletableFuture<Permit> permit) {}

  /** The right to use a part of the machine; given back once. */
  final class Permit {
    private final int cpu;
    private final long memory;
    private final AtomicBoolean held = new AtomicBoolean(true);
    private final AtomicBoolean leaked = new AtomicBoolean();

    private Permit(int cpu, long memory) {
      this.cpu = cpu;
      this.memory = memory;
    }

    void release() {
      if (held.compareAndSet(true, false)) {
        if (leaked.get()) {
          Admission.this.leak(-cpu, -memory);
        }
        giveBack(cpu, memory);
      }
    }

    /** Notes that its holder was told to stop and goes on, nobody knows for how long. */
    void leak() {
      if (held.get() && leaked.compareAndSet(false, true)) {
        Admission.this.leak(cpu, memory);
        refuseLater();
      }
    }
  }

  /** How many tasks with this request fit at once. */
  int capacity(ResourceRequest request) {
    long byMemory =
        memory(request) == 0 ? Long.MAX_VALUE : machine.memory().bytes() / memory(request);
    return (int) Math.max(1, Math.min(machine.cpu() / cpu(request), byMemory));
  }

  private int cpu(ResourceRequest request) {
    return Math.min(machine.cpu(), request.cpu().orElse(DEFAULT_CPU));
  }

  private long memory(ResourceRequest request) {
    return Math.min(machine.memory().bytes(), request.memory().map(MemorySize::bytes).orElse(0L));
  }

  /** Completes when there is room; fails with a cancellation when the run is over. */
  CompletionStage<Permit> acquire(ResourceRequest request) {
    Waiting arrival = new Waiting(cpu(request), memory(request), new CompletableFuture<>());
    synchronized (this) {
      if (closed) {
        return CompletableFuture.failedStage(new CancellationException("the run is over"));
      }
      waiting.add(arrival);
    }
    admit();
    if (isStarved(arrival)) {
      refuseLater();
    }
    return arrival.permit();
  }

  /** Whether somebody waits, so that a long-lived holder should let go for a moment. */
  boolean isContended() {
    return contended;
  }

  private void giveBack(int cpu, long memory) {
    synchronized (this) {
      freeCpu += cpu;
      freeMemory += memory;
    }
    admit();
  }

  /** INVARIANT: no permit is completed under the lock, since its followers run at once. */
  private void admit() {
    List<Waiting> admitted = new ArrayList<>();
    synchronized (this) {
      while (!waiting.isEmpty() && fits(waiting.peek())) {
        Waiting next = waiting.remove();
        freeCpu -= next.cpu();
        freeMemory -= next.memory();
        admitted.add(next);
      }
      contended = !waiting.isEmpty();
    }
    for (Waiting next : admitted) {
      Permit permit = new Permit(next.cpu(), next.memory());
      if (!next.permit().complete(permit)) {
        permit.release();
      }
    }
  }

  private synchronized void leak(int cpu, long memory) {
    leakedCpu += cpu;
    leakedMemory += memory;
  }

  /** Whether only the end of a leaked attempt could make room. */
  private synchronized boolean isStarved(Waiting next) {
    return next.cpu() > machine.cpu() - leakedCpu
        || next.memory() > machine.memory().bytes() - leakedMemory;
  }

  private void refuseLater() {
    CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::refuseStarved);
  }

  private void refuseStarved() {
    List<Waiting> refused;
    StrideException starved;
    synchronized (this) {
      refused = waiting.stream().filter(this::isStarved).toList();
      waiting.removeAll(refused);
      starved = starved();
    }
    refused.forEach(next -> next.permit().completeExceptionally(starved));
    admit();
  }

  private StrideException starved() {
    String message =
        "Cannot get a processor: attempts that do not heed their interrupt hold "
            + leakedCpu
            + " of "
            + machine.cpu()
            + " (end the step's code when its thread is interrupted, or run it by --with process)";
    return new StrideException(FailureClass.QUEUE, message, null);
  }

  private boolean fits(Waiting next) {
    return next.cpu() <= freeCpu && next.memory() <= freeMemory;
  }

  /** Refuses everybody who waits and who will come. */
  void close() {
    List<Waiting> refused;
    synchronized (this) {
      closed = true;
      refused = List.copyOf(waiting);
      waiting.clear();
      contended = false;
    }
    refused.forEach(
        next -> next.permit().completeExceptionally(new CancellationException("the run is over")));
  }
}
