// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.RecordType;

/**
 * The value of a row's component.
 *
 * @param side the input it belongs to
 * @param owner the input's record
 * @param component the component
 */
public record FieldReference<T>(Side side, RecordType owner, Component component)
    implements Expression<T> {
  @Override
  public DataType type() {
    return component.type();
  }

  @Override
  public boolean nullable() {
    return component.nullable();
  }

  @Override
  public String toString() {
    return owner.name() + "." + component.name();
  }
}
