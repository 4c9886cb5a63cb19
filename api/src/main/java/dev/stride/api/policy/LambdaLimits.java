// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * What no call of a function of AWS Lambda can have more of, from the service's quotas: 900
 * seconds, 10,240 MiB of memory, and of processors one for each 1,769 MiB.
 */
public final class LambdaLimits {
  /** The longest time limit of a function. */
  public static final int MOST_SECONDS = 900;

  /** The largest memory of a function. */
  public static final int MOST_MEBIBYTES = 10_240;

  /** How much memory comes with a processor. */
  public static final int MEBIBYTES_PER_CPU = 1_769;

  /** The longest time limit of a step: what is before and behind its code takes time as well. */
  private static final Duration LONGEST = Duration.ofSeconds(870);

  private static final int MOST_CPU = 6;
  private static final long MIB = 1 << 20;

  private LambdaLimits() {}

  /** What of a step is too much, in words. */
  public static Optional<String> problem(ResourceRequest request, Optional<Duration> limit) {
    return longer(limit)
        .or(
            () ->
                request
                    .memory()
                    .filter(memory -> memory.bytes() > MOST_MEBIBYTES * MIB)
                    .map(memory -> "memory " + memory + " is more than Lambda's 10 GiB"))
        .or(
            () ->
                request
                    .cpu()
                    .filter(cpu -> cpu > MOST_CPU)
                    .map(cpu -> "cpu " + cpu + " is more than Lambda's " + MOST_CPU))
        .or(() -> request.gpu().filter(gpu -> gpu > 0).map(gpu -> "Lambda has no GPU"));
  }

  private static Optional<String> longer(Optional<Duration> limit) {
    return limit
        .filter(own -> own.compareTo(LONGEST) > 0)
        .map(
            own ->
                "timeout "
                    + Durations.text(own)
                    + " is longer than the "
                    + Durations.text(LONGEST)
                    + " that Lambda leaves");
  }
}
