// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourceMessages;
import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;

/**
 * Where in a line a value stands.
 *
 * @param scan what is read
 * @param column the line's own column
 * @param owner the record's component that takes the value, for example {@code Place.city}
 */
record JsonPlace(Scan scan, String column, String owner) {
  static JsonPlace of(Scan scan, Component component) {
    return new JsonPlace(scan, component.column(), owner(scan.output(), component));
  }

  /** The place of a record's component inside this one. */
  JsonPlace in(RecordType type, Component component) {
    return new JsonPlace(scan, column, owner(type, component));
  }

  /** The place of an element of the list that stands here. */
  JsonPlace element() {
    return new JsonPlace(scan, column, "an element of " + owner);
  }

  private static String owner(RecordType type, Component component) {
    return type.name() + "." + component.name();
  }

  String isNull() {
    return SourceMessages.isNull(scan, column, owner);
  }
}
