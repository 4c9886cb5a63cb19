// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.decorator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds the time of each attempt of a step, from the start of its own code. The units add up; one
 * of the limits must be above zero. An attempt that takes longer has failed and may be retried.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Timeout {
  long seconds() default 0;

  long minutes() default 0;

  long hours() default 0;

  /** Seconds that an attempt may wait for its start; 0 sets no limit. */
  long queueSeconds() default 0;

  /** Seconds for all attempts together and the waits between them; 0 sets no limit. */
  long deadlineSeconds() default 0;
}
