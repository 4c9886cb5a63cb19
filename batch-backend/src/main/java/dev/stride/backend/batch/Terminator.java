// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.backend.batch.service.Pace;
import dev.stride.backend.batch.service.TaskAttempt;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Ends jobs: an array as a whole where nobody wants any of it, then each child that the service has
 * spared. Thread-safe; one caller at a time.
 */
final class Terminator {
  private static final String REASON = "stride: the run was stopped";
  private static final double PER_SECOND = 20;
  private static final long CLOSE_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** So few are ended one by one. */
  private static final int FEW = 20;

  private final BatchClients clients;
  private final Poller poller;
  private final Pace pace = new Pace(PER_SECOND, System.nanoTime());

  Terminator(BatchClients clients, Poller poller) {
    this.clients = clients;
    this.poller = poller;
  }

  /** Ends the children whose attempts were cancelled. */
  synchronized void terminateCancelled() {
    for (Job job : poller.jobs()) {
      List<Integer> children = job.cancelled();
      if (children.isEmpty()) {
        continue;
      }
      if (children.size() > FEW && job.terminateAsWhole()) {
        terminate(job.id());
      } else {
        children.forEach(child -> terminate(job.id(child)));
      }
    }
    poller.hurry();
  }

  /**
   * Ends all children of all jobs; returns when none lives, or after two minutes.
   *
   * @param mayGrow whether a submit is still under way
   */
  synchronized void terminateAll(BooleanSupplier mayGrow) {
    long deadline = System.nanoTime() + CLOSE_NANOS;
    long again = System.nanoTime();
    while (isLeft(mayGrow) && System.nanoTime() < deadline) {
      if (System.nanoTime() >= again) {
        poller.jobs().forEach(this::terminateOpen);
        again = System.nanoTime() + AGAIN_NANOS;
        poller.hurry();
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /**
   * Ends jobs that nobody watches, and those of their children that the service spares; returns
   * when none lives, or after two minutes.
   *
   * @return how many of the jobs lived
   */
  synchronized int terminate(List<Job> jobs) {
    long deadline = System.nanoTime() + CLOSE_NANOS;
    List<Job> living = jobs.stream().filter(this::isAlive).toList();
    living.forEach(job -> terminate(job.id()));
    List<Job> left = living.stream().filter(this::isAlive).toList();
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      left.stream().flatMap(job -> clients.alive(job).stream()).forEach(this::terminate);
      LockSupport.parkNanos(LOOK_NANOS);
      left = left.stream().filter(this::isAlive).toList();
    }
    return living.size();
  }

  private boolean isAlive(Job job) {
    return !clients.alive(job).isEmpty();
  }

  private boolean isLeft(BooleanSupplier mayGrow) {
    return mayGrow.getAsBoolean() || poller.jobs().stream().anyMatch(job -> !job.isOver());
  }

  private void terminateOpen(Job job) {
    job.open().forEach(child -> job.attempts(child).forEach(TaskAttempt::cancel));
    List<Integer> open = job.open();
    if (open.size() > FEW && job.terminateAsWhole()) {
      terminate(job.id());
    } else {
      open.forEach(child -> terminate(job.id(child)));
    }
  }

  private void terminate(String id) {
    LockSupport.parkNanos(pace.reserve(System.nanoTime()));
    try {
      clients.reads().terminateJob(ask -> ask.jobId(id).reason(REASON));
      pace.passed();
    } catch (RuntimeException e) {
      // It is tried again while the job lives.
      pace.refused();
    }
  }
}
