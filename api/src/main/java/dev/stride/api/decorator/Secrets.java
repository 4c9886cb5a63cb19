// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.decorator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The secrets that a step needs, by name; its code gets each by {@link
 * dev.stride.api.Secret#named}. They are looked up where the step runs, just before it does, and
 * are no part of parameters, plans and records. A secret that is missing is found before the run
 * begins.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Secrets {
  /** At least one name: a letter, then letters, digits, {@code _}, {@code .} and {@code -}. */
  String[] value();
}
