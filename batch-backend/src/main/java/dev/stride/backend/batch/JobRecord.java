// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.store.ObjectStore;
import dev.stride.store.ValueCodec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A job as an object of its run, so that a process that goes on from the run finds it: written
 * before the submit, and again when the service has answered.
 *
 * @param name the job's name, unique
 * @param queue its queue
 * @param id what the service calls it; empty until it has answered
 * @param slotsPerJob how many slots each of its containers runs
 * @param slots what each of them is for
 */
record JobRecord(
    String name, String queue, Optional<String> id, int slotsPerJob, List<Slot> slots) {
  private static final ValueCodec CODEC = ValueCodec.of(JobRecord.class);

  JobRecord {
    slots = List.copyOf(slots);
  }

  /**
   * What a slot is for.
   *
   * @param key names what it computes; empty if nobody can use it again
   * @param folder where its result goes
   */
  record Slot(String key, String folder) {}

  static JobRecord of(Submission submission, Optional<String> id) {
    return new JobRecord(
        submission.name(),
        submission.queue(),
        id,
        submission.slotsPerJob(),
        submission.attempts().stream()
            .map(attempt -> attempt.call().terms())
            .map(terms -> new Slot(terms.key(), terms.folder()))
            .toList());
  }

  /** The folder of a run's records. */
  static String folder(String run) {
    return run + "/batch";
  }

  /** Writes it below the run that its attempts are of, {@code runs/RUN}. */
  void write(ObjectStore objects) throws IOException {
    String[] names = slots.get(0).folder().split("/", 3);
    String run = names[0] + "/" + names[1];
    objects.put(folder(run) + "/" + name + ".json", CODEC.encode(this));
  }

  static JobRecord read(ObjectStore objects, String key) throws IOException {
    byte[] json =
        objects
            .get(key)
            .orElseThrow(() -> new IOException("Cannot read " + objects.name(key)))
            .content();
    if (CODEC.decode(json) instanceof JobRecord found) {
      return found;
    }
    throw new IOException("Cannot read " + objects.name(key) + ": it is null");
  }
}
