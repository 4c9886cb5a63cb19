// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.type.RecordType;
import java.util.List;

/**
 * Rows in memory.
 *
 * @param output their record
 * @param rows the rows, none of them null
 */
public record Rows(RecordType output, List<? extends Record> rows) implements Relation {
  public Rows {
    rows = List.copyOf(rows);
  }

  @Override
  public List<Relation> inputs() {
    return List.of();
  }

  @Override
  public String toString() {
    return "Rows[" + output + ", " + rows.size() + "]";
  }
}
