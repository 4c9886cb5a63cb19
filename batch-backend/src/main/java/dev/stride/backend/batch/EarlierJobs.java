// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.backend.batch.service.TaskAttempt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Jobs that a process has left which is no more: whoever goes on from its run takes them over.
 * Thread-safe.
 */
final class EarlierJobs {
  private final BatchContext context;
  private final JobFinder finder;
  private final Set<String> loaded = new HashSet<>();
  private final Map<String, Place> places = new HashMap<>();
  private final List<Job> jobs = new ArrayList<>();

  EarlierJobs(BatchContext context, JobFinder finder) {
    this.context = context;
    this.finder = finder;
  }

  /**
   * A slot of an earlier job.
   *
   * @param job the job
   * @param slot its number
   * @param folder where its result goes
   */
  record Place(Job job, int slot, String folder) {}

  /** Takes the slot that computes what the attempt is to compute, if there is one. */
  synchronized Optional<Place> take(TaskAttempt attempt) throws IOException {
    String key = attempt.call().terms().key();
    if (key.isEmpty()) {
      return Optional.empty();
    }
    for (String run : attempt.call().terms().earlierRuns()) {
      if (loaded.add(run)) {
        load(run);
      }
    }
    return Optional.ofNullable(places.remove(key));
  }

  private void load(String run) throws IOException {
    for (String key : context.objects().keysBelow(JobRecord.folder(run))) {
      JobRecord found = JobRecord.read(context.objects(), key);
      Optional<String> id = found.id().or(() -> finder.find(found.queue(), found.name()));
      if (id.isPresent()) {
        add(found, id.get());
      }
    }
  }

  private void add(JobRecord found, String id) {
    Job job =
        Job.ofEarlier(found.name(), found.queue(), id, found.slots().size(), found.slotsPerJob());
    jobs.add(job);
    for (int slot = 0; slot < found.slots().size(); slot++) {
      JobRecord.Slot one = found.slots().get(slot);
      if (!one.key().isEmpty()) {
        places.putIfAbsent(one.key(), new Place(job, slot, one.folder()));
      }
    }
  }

  /** The jobs of a run of which nobody has taken any slot, whether or not they live. */
  synchronized List<Job> left(String run) throws IOException {
    if (loaded.add(run)) {
      load(run);
    }
    return left();
  }

  /** The same of all runs that were looked at. */
  synchronized List<Job> left() {
    return jobs.stream().filter(job -> !job.isTaken()).toList();
  }
}
