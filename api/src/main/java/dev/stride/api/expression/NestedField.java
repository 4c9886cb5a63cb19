// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.RecordType;

/**
 * A component of a nested record; null where the record is null.
 *
 * @param record the expression that yields the record
 * @param owner that record's type
 * @param component the component
 */
public record NestedField<T>(Expression<?> record, RecordType owner, Component component)
    implements Expression<T> {
  @Override
  public DataType type() {
    return component.type();
  }

  @Override
  public boolean nullable() {
    return component.nullable() || record.nullable();
  }

  @Override
  public String toString() {
    return record + "." + component.name();
  }
}
