// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import dev.stride.api.decorator.Batch;
import java.util.Optional;

/**
 * How a step runs on AWS Batch; what is empty comes from settings.
 *
 * @param queue the job queue's name
 * @param image the container image
 */
public record BatchOptions(Optional<String> queue, Optional<String> image) implements Policy {
  /** The value of a decorator. */
  public static BatchOptions of(Batch batch) {
    return new BatchOptions(text(batch.queue()), text(batch.image()));
  }

  private static Optional<String> text(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  @Override
  public String toString() {
    return "batch"
        + queue.map(name -> " queue " + name).orElse("")
        + image.map(name -> " image " + name).orElse("");
  }
}
