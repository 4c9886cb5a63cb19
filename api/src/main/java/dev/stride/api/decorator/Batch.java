// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.decorator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Places a step on AWS Batch where that backend is present; what is empty comes from settings. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Batch {
  /** The job queue's name; empty for the configured one. */
  String queue() default "";

  /** The container image; empty for the configured one. */
  String image() default "";

  /**
   * How many slots of a {@code foreach} one container runs, one after the other; 0 for what is
   * configured, which is 1 unless somebody says otherwise. A container pays for itself from three
   * minutes on.
   */
  int slotsPerJob() default 0;

  /**
   * What has no option, in the service's own words, for example {@code {"container":
   * {"linuxParameters": {"sharedMemorySize": 1024}}, "submit": {"shareIdentifier": "team"}}}; empty
   * for what is configured. It is checked before anything is submitted.
   */
  String json() default "";
}
