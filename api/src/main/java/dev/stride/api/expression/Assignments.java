// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import java.util.ArrayList;
import java.util.List;

/** Fits values to the components of the record that they become. */
public final class Assignments {
  private Assignments() {}

  /**
   * The values, one per component in order, widened to the components' types.
   *
   * @throws IllegalArgumentException if there are more or fewer, or one does not fit; the message
   *     names the component and both types
   */
  public static List<Expression<?>> positional(
      String use, RecordType record, List<Expression<?>> values) {
    if (values.size() != record.components().size()) {
      throw new IllegalArgumentException(
          "Cannot make "
              + record
              + " in "
              + use
              + ": "
              + values.size()
              + " values for "
              + record.components().size()
              + " components (give one per component: "
              + record.components().stream().map(Component::name).toList()
              + ")");
    }
    List<Expression<?>> widened = new ArrayList<>();
    for (int index = 0; index < values.size(); index++) {
      Component component = record.components().get(index);
      widened.add(
          Expressions.widenTo(
              component.type(), values.get(index), record + "." + component.name()));
    }
    return List.copyOf(widened);
  }
}
