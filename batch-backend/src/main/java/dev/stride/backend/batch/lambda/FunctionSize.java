// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.LambdaLimits;
import dev.stride.api.policy.ResourceRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * What a function has: processors come with memory.
 *
 * @param mebibytes memory
 * @param cpu whole processors of it, at least 1
 * @param seconds the function's own time limit, which is a guard behind the step's
 */
record FunctionSize(int mebibytes, int cpu, int seconds) {
  private static final long MIB = 1 << 20;
  private static final int LEAST_MEBIBYTES = 256;

  /** For code and data to come, and for the result to go. */
  private static final int MARGIN_SECONDS = 60;

  /**
   * The size for a request.
   *
   * @throws StrideException of class {@code CONFIGURATION} if there is none
   */
  static FunctionSize of(
      ResourceRequest request, Optional<Duration> limit, LambdaSettings settings) {
    LambdaLimits.problem(request, limit)
        .ifPresent(
            problem -> {
              throw new StrideException(
                  FailureClass.CONFIGURATION,
                  "Cannot call function: " + problem + " (run the step on batch)",
                  null);
            });
    int cpu = request.cpu().orElse(1);
    long asked = (request.memory().orElse(settings.memory()).bytes() + MIB - 1) / MIB;
    // One processor is asked for by most; a share of it does for them.
    long forCpu = cpu > 1 ? (long) cpu * LambdaLimits.MEBIBYTES_PER_CPU : 0;
    int mebibytes =
        (int)
            Math.min(
                LambdaLimits.MOST_MEBIBYTES, Math.max(LEAST_MEBIBYTES, Math.max(asked, forCpu)));
    int seconds =
        limit
            .map(own -> (int) Math.min(LambdaLimits.MOST_SECONDS, own.toSeconds() + MARGIN_SECONDS))
            .orElse(LambdaLimits.MOST_SECONDS);
    return new FunctionSize(mebibytes, cpu, seconds);
  }

  long bytes() {
    return mebibytes * MIB;
  }

  @Override
  public String toString() {
    return mebibytes + " MiB, with " + cpu + " vCPU of it";
  }
}
