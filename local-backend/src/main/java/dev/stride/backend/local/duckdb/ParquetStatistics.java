// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the footers of Parquet files know of the values in them.
 *
 * @param leaves by the path of a leaf, whose names stand between commas
 */
record ParquetStatistics(Map<String, OfColumn> leaves) {
  /**
   * What is known of a column's values.
   *
   * @param nulls how many nulls are counted; those of a list's elements count empty lists too
   * @param nullsKnown whether all files count nulls
   * @param inYears whether all files say that dates or times lie in the years 1 to 9999
   */
  record OfColumn(long nulls, boolean nullsKnown, boolean inYears) {
    static final OfColumn UNKNOWN = new OfColumn(0, false, false);

    boolean hasNulls() {
      return nullsKnown && nulls > 0;
    }

    /** Whether the footers prove that there is no null at any depth. */
    boolean hasNoNulls() {
      return nullsKnown && nulls == 0;
    }

    private static OfColumn both(OfColumn one, OfColumn other) {
      return new OfColumn(
          one.nulls + other.nulls,
          one.nullsKnown && other.nullsKnown,
          one.inYears && other.inYears);
    }
  }

  static ParquetStatistics read(Statement statement, List<Path> files) throws SQLException {
    Map<String, OfColumn> leaves = new HashMap<>();
    String sql =
        "SELECT path_in_schema, coalesce(sum(stats_null_count), 0)::BIGINT,"
            + " count(stats_null_count) = count(*), bool_and(coalesce(stats_null_count ="
            + " num_values OR (TRY_CAST(stats_min_value AS TIMESTAMP) >= TIMESTAMP '0001-01-01'"
            + " AND TRY_CAST(stats_max_value AS TIMESTAMP) < TIMESTAMP '10000-01-01'), false))"
            + " FROM parquet_metadata("
            + ScanFiles.list(files)
            + ") GROUP BY 1";
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        leaves.put(
            rows.getString(1),
            new OfColumn(rows.getLong(2), rows.getBoolean(3), rows.getBoolean(4)));
      }
    }
    return new ParquetStatistics(leaves);
  }

  /** Of a column with all that is inside of it. */
  OfColumn of(String column) {
    return leaves.entrySet().stream()
        .filter(leaf -> (leaf.getKey() + ",").startsWith(column + ","))
        .map(Map.Entry::getValue)
        .reduce(OfColumn::both)
        .orElse(OfColumn.UNKNOWN);
  }
}
