// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.spi.RowCheck;
import org.apache.parquet.column.statistics.IntStatistics;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.jspecify.annotations.Nullable;

/** What statistics in footers say of the years of dates and times. */
final class ParquetYears {
  private ParquetYears() {}

  /** Whether a column, if it holds dates or times, may hold some outside the years 1 to 9999. */
  static boolean mayBeLeft(ColumnChunkMetaData column) {
    Statistics<?> statistics = column.getStatistics();
    if (statistics == null) {
      return true;
    }
    boolean isAllNull =
        statistics.isNumNullsSet() && statistics.getNumNulls() == column.getValueCount();
    return !isAllNull && !(statistics.hasNonNullValue() && areKept(column, statistics));
  }

  private static boolean areKept(ColumnChunkMetaData column, Statistics<?> statistics) {
    if (statistics instanceof IntStatistics days) {
      return RowCheck.isDayInRange(days.getMin()) && RowCheck.isDayInRange(days.getMax());
    }
    return statistics instanceof LongStatistics times
        && areKept(column.getPrimitiveType().getLogicalTypeAnnotation(), times);
  }

  private static boolean areKept(@Nullable LogicalTypeAnnotation type, LongStatistics times) {
    if (!(type instanceof TimestampLogicalTypeAnnotation timestamp)) {
      return false;
    }
    long units =
        switch (timestamp.getUnit()) {
          case MILLIS -> 1_000L;
          case MICROS -> 1_000_000L;
          case NANOS -> 1_000_000_000L;
        };
    return RowCheck.isSecondInRange(Math.floorDiv(times.getMin(), units))
        && RowCheck.isSecondInRange(Math.floorDiv(times.getMax(), units));
  }
}
