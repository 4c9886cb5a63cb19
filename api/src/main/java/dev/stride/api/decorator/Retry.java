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
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Retry {
  /** Further attempts after the first; 0 is exactly one attempt, for steps with side effects. */
  int times() default 3;

  /** Milliseconds before the second attempt; doubled before each further one. */
  long delayMillis() default 1000;

  /** Exception types, subtypes included, that are not worth another attempt. */
  Class<? extends Throwable>[] except() default {};
}
