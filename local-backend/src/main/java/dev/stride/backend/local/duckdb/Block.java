// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A SELECT whose list is not written yet. DuckDB neither moves joins across sub-selects nor
 * computes later what only a later join needs, so joins, filters and computed columns that follow
 * one another become one SELECT.
 *
 * @param from what stands behind FROM
 * @param isJoined whether that is more than one table
 * @param conditions what stands behind WHERE
 * @param columns the columns by the names of the record's components
 */
record Block(String from, boolean isJoined, List<String> conditions, Map<String, Column> columns) {
  /** Longer texts, repeated wherever their column is used, would take longer to plan. */
  private static final int LONGEST_TEXT = 1000;

  /**
   * A column of a block.
   *
   * @param sql its value over the tables of the block
   * @param isComputed whether that is more than a table's column
   * @param narrow a decimal's value in 18 digits, where there is one; see {@link NarrowSql}
   */
  record Column(String sql, boolean isComputed, Optional<String> narrow) {}

  /** A table whose columns are named like the record's components. */
  static Block table(String table, String alias, RecordType record) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Component component : record.components()) {
      String sql = alias + "." + SqlTypes.quote(component.name());
      columns.put(component.name(), new Column(sql, false, Optional.empty()));
    }
    return new Block(table + " AS " + alias, false, List.of(), columns);
  }

  /** The sub-select of that text as a table. */
  static Block closed(String select, String alias, RecordType record) {
    return table("(" + select + ")", alias, record);
  }

  /** Whether it is one table as it is. */
  boolean isPlain() {
    return !isJoined
        && conditions.isEmpty()
        && columns.values().stream().noneMatch(Column::isComputed);
  }

  Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw new IllegalStateException("No column " + name + " among " + columns.keySet());
    }
    return column;
  }

  Block where(String condition) {
    return new Block(from, isJoined, and(conditions, List.of(condition)), columns);
  }

  /** The same rows with other columns. */
  Block with(Map<String, Column> newColumns) {
    return new Block(from, isJoined, conditions, newColumns);
  }

  /** The pairs of two blocks, still without columns. */
  Block join(String keyword, Block right, String on) {
    String joined = right.isJoined ? "(" + right.from + ")" : right.from;
    return new Block(
        from + " " + keyword + " JOIN " + joined + on,
        true,
        and(conditions, right.conditions),
        Map.of());
  }

  private static List<String> and(List<String> first, List<String> second) {
    List<String> both = new ArrayList<>(first);
    both.addAll(second);
    return List.copyOf(both);
  }

  /** Whether a column is too long to be repeated. */
  boolean isLong() {
    return columns.values().stream().anyMatch(column -> column.sql().length() > LONGEST_TEXT);
  }

  /** What stands behind the list: FROM and WHERE. */
  String tail() {
    return " FROM "
        + from
        + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
  }

  /** The whole SELECT. */
  String select() {
    return columns.entrySet().stream()
            .map(column -> column.getValue().sql() + " AS " + SqlTypes.quote(column.getKey()))
            .collect(Collectors.joining(", ", "SELECT ", ""))
        + tail();
  }
}
