// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a record's component the name of its column in files, where the two differ:
 * {@code @Column("l_orderkey") long orderKey}. Without it the column is named like the component.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Column {
  /** The column's name, not empty; upper and lower case are not told apart. */
  String value();
}
