// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.service;

/**
 * A token bucket for one kind of call: so many a second, and less for a while after the service has
 * refused one. Tells how long to wait and blocks nobody. Thread-safe.
 */
public final class Pace {
  private static final long SECOND = 1_000_000_000L;
  private static final double SLOWEST = 0.5;
  private static final double RECOVERY = 1.05;

  private final double most;
  private double perSecond;
  private long next;

  /**
   * A full bucket.
   *
   * @param perSecond the most calls in a second
   * @param now nanoseconds
   */
  public Pace(double perSecond, long now) {
    this.most = perSecond;
    this.perSecond = perSecond;
    this.next = now;
  }

  /** Takes a place; tells the nanoseconds until it has come. */
  public synchronized long reserve(long now) {
    long at = Math.max(now, next);
    next = at + (long) (SECOND / perSecond);
    return at - now;
  }

  /** The service has refused a call: half as many from now on. */
  public synchronized void refused() {
    perSecond = Math.max(SLOWEST, perSecond / 2);
  }

  /** A call went through: a little more from now on. */
  public synchronized void passed() {
    perSecond = Math.min(most, perSecond * RECOVERY);
  }
}
