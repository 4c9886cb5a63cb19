// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A line of {@code stride runs}.
 *
 * @param run its id
 * @param workflow its workflow's name
 * @param status its state
 * @param started when it started
 * @param ended when it ended, if it has
 * @param tag the user's word, or empty
 */
public record RunSummary(
    String run,
    String workflow,
    RunStatus status,
    Instant started,
    Optional<Instant> ended,
    String tag) {
  static final Comparator<RunSummary> NEWEST_FIRST =
      Comparator.comparing(RunSummary::started).thenComparing(RunSummary::run).reversed();
}
