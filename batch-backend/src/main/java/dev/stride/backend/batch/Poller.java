// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.services.batch.model.JobDetail;
import software.amazon.awssdk.services.batch.model.JobSummary;

/**
 * Asks the service how all jobs of this process are: arrays first as a whole, and for their
 * children only when the numbers have changed. A call that fails changes nothing but the time until
 * the next one. Thread-safe.
 */
final class Poller {
  private static final int IDS_PER_CALL = 100;
  private static final double SLOWER = 1.5;

  /** In a row, until a job counts as lost. */
  private static final int MISSES = 3;

  /** In a row, until somebody is told. */
  private static final int TELLING_FAILURES = 3;

  /** Hears what becomes of children. */
  interface Listener {
    void runs(Job job, int child);

    void ended(Job job, int child, String state);

    void lost(Job job);

    void unreachable(RuntimeException reason);
  }

  private final BatchContext context;
  private final Listener listener;
  private final Set<Job> jobs = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isScheduled = new AtomicBoolean();
  private volatile long millis;
  private int failures;

  Poller(BatchContext context, Listener listener) {
    this.context = context;
    this.listener = listener;
    this.millis = context.waits().leastPoll();
  }

  /** Watches a job from now on. */
  void watch(Job job) {
    jobs.add(job);
    hurry();
  }

  /** Something is about to change. */
  void hurry() {
    millis = context.waits().leastPoll();
    schedule();
  }

  /** The jobs that have not ended. */
  List<Job> jobs() {
    return List.copyOf(jobs);
  }

  private void schedule() {
    if (!jobs.isEmpty() && isScheduled.compareAndSet(false, true)) {
      context.later(TimeUnit.MILLISECONDS.toNanos(Waits.jittered(millis)), this::pollAndGoOn);
    }
  }

  private void pollAndGoOn() {
    try {
      millis = poll() ? context.waits().leastPoll() : slower();
      failures = 0;
    } catch (RuntimeException e) {
      // A service that does not answer says nothing of the jobs.
      failures++;
      if (failures == TELLING_FAILURES) {
        listener.unreachable(e);
      }
      millis = slower();
    } finally {
      jobs.removeIf(Job::isOver);
      isScheduled.set(false);
      schedule();
    }
  }

  private long slower() {
    return Math.min(context.waits().mostPoll(), (long) (millis * SLOWER) + 1);
  }

  /** Asks for all jobs once; tells whether anything has changed. */
  private boolean poll() {
    List<Job> all = jobs();
    boolean changed = false;
    for (int from = 0; from < all.size(); from += IDS_PER_CALL) {
      changed |= poll(all.subList(from, Math.min(all.size(), from + IDS_PER_CALL)));
    }
    return changed;
  }

  private boolean poll(List<Job> some) {
    Map<String, JobDetail> found = new HashMap<>();
    context
        .clients()
        .reads()
        .describeJobs(ask -> ask.jobs(some.stream().map(Job::id).toList()))
        .jobs()
        .forEach(detail -> found.put(detail.jobId(), detail));
    boolean changed = false;
    for (Job job : some) {
      JobDetail detail = found.get(job.id());
      if (job.missing(detail == null) >= MISSES) {
        listener.lost(job);
      }
      if (detail != null) {
        changed |= job.isArray() ? array(job, detail) : state(job, 0, detail.statusAsString());
      }
    }
    return changed;
  }

  private boolean array(Job job, JobDetail detail) {
    boolean changed = false;
    for (String state : job.changed(counts(detail))) {
      for (JobSummary child : children(job, state)) {
        int number = job.child(child.jobId());
        changed |= number >= 0 && state(job, number, state);
      }
    }
    return changed;
  }

  private static Map<String, Integer> counts(JobDetail detail) {
    return detail.arrayProperties() == null ? Map.of() : detail.arrayProperties().statusSummary();
  }

  private List<JobSummary> children(Job job, String state) {
    List<JobSummary> children = new ArrayList<>();
    context
        .clients()
        .reads()
        .listJobsPaginator(ask -> ask.arrayJobId(job.id()).jobStatus(state).maxResults(1_000))
        .jobSummaryList()
        .forEach(children::add);
    return children;
  }

  private boolean state(Job job, int child, String state) {
    switch (state) {
      case "RUNNING" -> listener.runs(job, child);
      case "SUCCEEDED", "FAILED" -> {
        if (job.close(child)) {
          listener.ended(job, child, state);
          return true;
        }
      }
      default -> {
        // It waits.
      }
    }
    return false;
  }
}
