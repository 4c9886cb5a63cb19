// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.backend.batch.service.Backoff;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait for what, in milliseconds.
 *
 * @param quiet until attempts of a kind are submitted, after the last one has come
 * @param firstBackoff the most after the first refusal for too many calls; doubles with each
 * @param mostBackoff the most after any
 * @param look between looks for a job whose reply was lost
 * @param leastPoll between questions while things change
 * @param mostPoll between questions while nothing does
 */
record Waits(
    long quiet, long firstBackoff, long mostBackoff, long look, long leastPoll, long mostPoll) {
  private static final double JITTER = 0.2;

  /** As the service stands it. */
  static Waits ofService() {
    return new Waits(150, 500, 20_000, 3_000, 1_000, 30_000);
  }

  /** After so many refusals. */
  long backoff(int refusals) {
    return new Backoff(firstBackoff, mostBackoff).millis(refusals);
  }

  /** A little more or less, so that pollers do not meet. */
  static long jittered(long millis) {
    double factor = 1 + ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
    return Math.max(1, (long) (millis * factor));
  }
}
