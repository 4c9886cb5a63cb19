// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import dev.stride.api.decorator.Retry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * When and how often a failed step is attempted again.
 *
 * @param times further attempts after the first; 0 is exactly one attempt
 * @param delay the wait before the second attempt, doubled before each further one up to 2 minutes,
 *     each ±50 % at random
 * @param only names of exception classes, subtypes included, that alone are retried; empty for all
 * @param except names of exception classes, subtypes included, that are not retried; they win
 * @param onTimeout whether an attempt that took too long is retried
 * @param stopOnRepeat whether the second failure of the same exception at the same place ends it
 */
public record RetryPolicy(
    int times,
    Duration delay,
    List<String> only,
    List<String> except,
    boolean onTimeout,
    boolean stopOnRepeat)
    implements Policy {
  /** The longest wait between two attempts. */
  public static final Duration MAX_DELAY = Duration.ofMinutes(2);

  public RetryPolicy {
    if (times < 0) {
      throw new IllegalArgumentException("Invalid retry times: " + times + " (must be >= 0)");
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("Invalid retry delay: " + delay + " (must be >= 0)");
    }
    only = List.copyOf(only);
    except = List.copyOf(except);
  }

  /** That many further attempts, 1 s, 2 s, 4 s … apart, whatever the exception. */
  public static RetryPolicy times(int times) {
    return new RetryPolicy(times, Duration.ofSeconds(1), List.of(), List.of(), true, false);
  }

  /** The value of a decorator. */
  public static RetryPolicy of(Retry retry) {
    return new RetryPolicy(
        retry.times(),
        Duration.ofMillis(retry.delayMillis()),
        names(retry.only()),
        names(retry.except()),
        retry.onTimeout(),
        retry.stopOnRepeat());
  }

  private static List<String> names(Class<?>[] types) {
    return Arrays.stream(types).map(Class::getName).toList();
  }

  /** The same with another first wait. */
  public RetryPolicy delayedBy(Duration first) {
    return new RetryPolicy(times, first, only, except, onTimeout, stopOnRepeat);
  }

  @Override
  public String toString() {
    return "retry " + times;
  }
}
