// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.policy.BatchOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a service that runs an attempt on another machine needs to know of it besides its resources.
 *
 * @param folder the attempt's folder in the store, which nobody else writes to: its name below the
 *     store's root, with slashes
 * @param key names what the attempt computes, in the run: attempts with equal keys have equal
 *     results; empty where nothing of the run can be used again
 * @param earlierRuns the folders of runs that this one goes on from, the nearest first; what they
 *     have started for the same key may still run
 * @param timeLimit how long its code may run
 * @param batch what the step asks of AWS Batch
 */
public record AttemptTerms(
    String folder,
    String key,
    List<String> earlierRuns,
    Optional<Duration> timeLimit,
    Optional<BatchOptions> batch) {
  public AttemptTerms {
    earlierRuns = List.copyOf(earlierRuns);
  }

  /** For an attempt that nothing is known of but where its files are. */
  public static AttemptTerms of(String folder) {
    return new AttemptTerms(folder, "", List.of(), Optional.empty(), Optional.empty());
  }
}
