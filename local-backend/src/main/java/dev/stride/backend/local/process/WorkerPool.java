// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.process;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.backend.local.process.WorkerProcess.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Worker processes, each for one attempt at a time, used again while they are clean. How many work
 * at once is the caller's decision. Thread-safe.
 */
public final class WorkerPool implements AutoCloseable {
  /** How long a step may take to heed an interrupt. */
  private static final long INTERRUPT_GRACE_MILLIS = 2000;

  /** How long a worker is kept for its next attempt. */
  private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final long LOOK_SECONDS = 10;
  private static final long CLOSE_SECONDS = 10;

  private final WorkerSettings settings;
  private final WorkerLauncher launcher;
  private final JarDigests digests = new JarDigests();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(body -> daemon(body, "stride-worker"));
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(body -> daemon(body, "stride-worker-clock"));
  private final Future<?> looking;
  private final Set<WorkerProcess> alive = ConcurrentHashMap.newKeySet();
  private final List<Idle> idle = new ArrayList<>();
  private @Nullable Path folder;
  private int started;
  private volatile boolean closed;

  /** Opens a pool without workers. */
  public WorkerPool(WorkerSettings settings) {
    this.settings = settings;
    this.launcher = new WorkerLauncher(settings);
    this.looking =
        clock.scheduleWithFixedDelay(
            this::retireUnused, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  /** A worker that nobody uses, or that is being started for whoever comes first. */
  private record Idle(WorkerSize size, CompletableFuture<WorkerProcess> worker, long since) {
    boolean isReadyFor(WorkerSize wanted, StepTask.Call call) {
      return size.equals(wanted)
          && (!worker.isDone()
              || (!worker.isCompletedExceptionally()
                  && worker.join().fits(wanted, call.step().jar())));
    }

    boolean isPreparedFor(StepTask.Call call) {
      return worker.isDone()
          && !worker.isCompletedExceptionally()
          && worker.join().isPreparedFor(call.step());
    }
  }

  private static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Whether this process can have workers. */
  public static boolean isPossible() {
    return WorkerLauncher.isPossible();
  }

  /** Starts a worker for attempts that ask for that much, unless one is there; returns at once. */
  public void expect(ResourceRequest resources) {
    WorkerSize size = WorkerSize.of(resources);
    synchronized (this) {
      if (closed || idle.stream().anyMatch(other -> other.size().equals(size))) {
        return;
      }
      CompletableFuture<WorkerProcess> worker =
          CompletableFuture.supplyAsync(() -> start(size), threads);
      idle.add(new Idle(size, worker, System.nanoTime()));
    }
  }

  /** Starts an attempt; returns at once. */
  public StepAttempt start(StepTask.Call call) {
    CallAttempt attempt = new CallAttempt(call, this::stop);
    try {
      threads.execute(() -> carryOut(attempt));
    } catch (RejectedExecutionException e) {
      attempt.ends(new Ended(null, new CancellationException(call.label()), false));
    }
    return attempt;
  }

  private void carryOut(CallAttempt attempt) {
    Ended end;
    try {
      WorkerProcess worker = take(attempt.call());
      end = worker.carryOut(attempt);
      if (end.isReusable()) {
        giveBack(worker);
      } else if (worker.isAlive()) {
        threads.execute(() -> retire(worker));
      } else {
        alive.remove(worker);
      }
    } catch (RuntimeException | Error e) {
      end = new Ended(null, e, false);
    }
    attempt.ends(closed && end.json() == null ? cancelled(attempt) : end);
  }

  private static Ended cancelled(CallAttempt attempt) {
    return new Ended(null, new CancellationException(attempt.call().label()), false);
  }

  private WorkerProcess take(StepTask.Call call) {
    WorkerSize size = WorkerSize.of(call.resources());
    Optional<Idle> found = poll(size, call);
    while (found.isPresent()) {
      WorkerProcess worker = joined(found.get().worker());
      if (worker.isAlive()) {
        return worker;
      }
      retire(worker);
      found = poll(size, call);
    }
    return start(size);
  }

  private static WorkerProcess joined(CompletableFuture<WorkerProcess> worker) {
    try {
      return worker.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StrideException known ? known : e;
    }
  }

  private synchronized Optional<Idle> poll(WorkerSize size, StepTask.Call call) {
    Optional<Idle> found =
        idle.stream()
            .filter(other -> other.isReadyFor(size, call))
            .max(
                (one, other) ->
                    Boolean.compare(one.isPreparedFor(call), other.isPreparedFor(call)));
    found.ifPresent(idle::remove);
    return found;
  }

  private WorkerProcess start(WorkerSize size) {
    makeRoom();
    WorkerProcess worker = WorkerProcess.start(launcher, settings, size, digests, socket());
    alive.add(worker);
    // INVARIANT: whoever closed the pool before this line did not see the worker.
    if (closed) {
      worker.kill();
      throw new CancellationException("the pool is closed");
    }
    return worker;
  }

  /** Unused workers hold memory that the next one is to have. */
  private void makeRoom() {
    List<Idle> unused = new ArrayList<>();
    synchronized (this) {
      int most = Runtime.getRuntime().availableProcessors();
      Iterator<Idle> oldest = idle.iterator();
      while (oldest.hasNext() && alive.size() - unused.size() >= most) {
        Idle next = oldest.next();
        if (next.worker().isDone()) {
          unused.add(next);
          oldest.remove();
        }
      }
    }
    unused.forEach(this::retireLater);
  }

  private void retireUnused() {
    List<Idle> unused;
    synchronized (this) {
      long now = System.nanoTime();
      unused =
          idle.stream()
              .filter(next -> next.worker().isDone() && now - next.since() > KEEP_NANOS)
              .toList();
      idle.removeAll(unused);
    }
    unused.forEach(this::retireLater);
  }

  private void retireLater(Idle unused) {
    if (!unused.worker().isCompletedExceptionally()) {
      threads.execute(() -> retire(unused.worker().join()));
    }
  }

  private void retire(WorkerProcess worker) {
    worker.retire();
    alive.remove(worker);
  }

  private void giveBack(WorkerProcess worker) {
    synchronized (this) {
      if (!closed) {
        idle.add(
            new Idle(worker.size(), CompletableFuture.completedFuture(worker), System.nanoTime()));
        return;
      }
    }
    retire(worker);
  }

  /** Owner-only, since whoever connects is a worker. */
  private synchronized Path socket() {
    try {
      Path own = folder;
      if (own == null) {
        own = Files.createTempDirectory("stride-workers-");
        own.toFile().deleteOnExit();
        folder = own;
      }
      started++;
      return own.resolve(String.valueOf(started));
    } catch (IOException e) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot create folder for worker processes: "
              + e.getMessage()
              + " (make "
              + System.getProperty("java.io.tmpdir")
              + " writable, or run the step on a thread)",
          e);
    }
  }

  /** Interrupts an attempt, and ends its process if that does not help. */
  private void stop(CallAttempt attempt) {
    // Writing may block: neither the caller nor the clock may wait for it.
    runQuietly(attempt::interrupt);
    try {
      attempt.isKilledBy(
          clock.schedule(
              () -> runQuietly(attempt::kill), INTERRUPT_GRACE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      // The pool is closed: its processes are killed.
      return;
    }
  }

  private void runQuietly(Runnable body) {
    try {
      threads.execute(body);
    } catch (RejectedExecutionException e) {
      // The pool is closed: its processes are killed.
      return;
    }
  }

  /** Kills all workers; when it returns, none is left. */
  @Override
  public void close() {
    List<Idle> unused;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      unused = List.copyOf(idle);
      idle.clear();
    }
    looking.cancel(false);
    clock.shutdownNow();
    unused.forEach(next -> next.worker().handle((worker, failure) -> worker).join());
    alive.forEach(WorkerProcess::kill);
    awaitThreads();
    deleteFolder();
  }

  /** A worker that was just starting is killed by the thread that started it. */
  private void awaitThreads() {
    threads.shutdown();
    try {
      threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** With what libraries and steps have left in it. */
  private synchronized void deleteFolder() {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // The system's temporary folder forgets it.
      return;
    }
  }
}
