// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The bind parameters of one query, numbered, so that a repeated text repeats no value. */
final class Parameters {
  private final List<Object> values = new ArrayList<>();

  /** Adds a value and returns its placeholder. */
  String add(Object value) {
    values.add(value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
    return "$" + values.size();
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int index = 0; index < values.size(); index++) {
      statement.setObject(index + 1, values.get(index));
    }
  }
}
