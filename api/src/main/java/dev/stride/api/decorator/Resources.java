// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.decorator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What one task of a step needs. On this machine it limits how many run at the same time; remote
 * layers get it as their request. What is left out is not requested.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Resources {
  /** Processors, at least 1; 0 leaves it out. */
  int cpu() default 0;

  /** Memory with its unit, for example {@code "16 GiB"}; empty leaves it out. */
  String memory() default "";

  /**
   * Up to where memory is doubled for the attempts after one that ran out of it; empty for as much
   * as the machine has.
   */
  String maxMemory() default "";

  /** Graphics processors; 0 leaves it out. */
  int gpu() default 0;

  /** Disk space with its unit, for example {@code "100 GiB"}; empty leaves it out. */
  String disk() default "";
}
