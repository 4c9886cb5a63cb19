// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import dev.stride.api.decorator.Batch;
import java.util.Optional;

/**
 * How a step runs on AWS Batch; what is empty comes from settings.
 *
 * @param queue the job queue's name
 * @param image the container image
 * @param slotsPerJob how many slots one container runs, at least 1
 * @param json what has no option, in the service's own words
 */
public record BatchOptions(
    Optional<String> queue,
    Optional<String> image,
    Optional<Integer> slotsPerJob,
    Optional<String> json)
    implements Policy {
  /**
   * A value that is valid.
   *
   * @throws IllegalArgumentException if there are to be no slots in a job
   */
  public BatchOptions {
    slotsPerJob
        .filter(count -> count < 1)
        .ifPresent(
            count -> {
              throw new IllegalArgumentException(
                  "Invalid slotsPerJob: " + count + " (must be >= 1, or 0 for what is configured)");
            });
  }

  /** The value of a decorator. */
  public static BatchOptions of(Batch batch) {
    int slots = batch.slotsPerJob();
    return new BatchOptions(
        text(batch.queue()),
        text(batch.image()),
        slots == 0 ? Optional.empty() : Optional.of(slots),
        text(batch.json()));
  }

  private static Optional<String> text(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  @Override
  public String toString() {
    return "batch"
        + queue.map(name -> " queue " + name).orElse("")
        + image.map(name -> " image " + name).orElse("")
        + slotsPerJob.map(count -> " slots " + count).orElse("")
        + json.map(text -> " json").orElse("");
  }
}
