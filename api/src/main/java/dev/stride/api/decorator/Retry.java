// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.decorator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Attempts a step again when it fails: {@code @Retry(times = 2)} is at most three attempts. Between
 * two attempts Stride waits 1 s, then 2 s, 4 s … up to 2 min, each ±50 % at random.
 *
 * <p>They are for what the step's own code does: exceptions, exit codes and time limits. A lost
 * worker or host, and memory that did not suffice, have budgets of their own, unless {@code times}
 * is 0: then there is exactly one attempt, whatever failed.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Retry {
  /** Further attempts after the first; 0 is exactly one attempt, for steps with side effects. */
  int times() default 3;

  /** Milliseconds before the second attempt; doubled before each further one. */
  long delayMillis() default 1000;

  /** Exception types, subtypes included, that alone are worth another attempt; empty for all. */
  Class<? extends Throwable>[] only() default {};

  /** Exception types, subtypes included, that are not worth another attempt; they win. */
  Class<? extends Throwable>[] except() default {};

  /** Whether an attempt that took longer than {@code @Timeout} allows is made again. */
  boolean onTimeout() default true;

  /**
   * Whether to stop at the second failure of the same exception at the same place: the input is
   * poison, and further attempts would fail as well.
   */
  boolean stopOnRepeat() default false;
}
