// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a {@code BigDecimal} component its exact type: {@code @Decimal(precision = 15, scale = 2)
 * BigDecimal price} holds up to 15 digits, two of them after the point. Every {@code BigDecimal} of
 * a stored record needs it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE_USE})
public @interface Decimal {
  /** Digits in all, 1 to 38. */
  int precision();

  /** Digits after the point, 0 to {@link #precision()}. */
  int scale();
}
