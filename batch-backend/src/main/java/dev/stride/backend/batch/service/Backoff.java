// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.service;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait after calls that the service has refused as too many, in milliseconds.
 *
 * @param first the most after the first refusal; doubles with each
 * @param most the most after any
 */
public record Backoff(long first, long most) {
  private static final int MOST_DOUBLINGS = 10;

  /** With full jitter: clients that were refused together do not come back together. */
  public long millis(int refusals) {
    long limit = Math.min(most, first << Math.min(refusals, MOST_DOUBLINGS));
    return ThreadLocalRandom.current().nextLong(limit + 1);
  }
}
