// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Rows;
import dev.stride.api.type.Component;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Rows of this process's memory as a dataset. */
final class MemoryRows {
  private static final int LAST_YEAR = 9999;

  private MemoryRows() {}

  static Dataset<Row> dataset(SparkSession session, Rows rows) {
    rows.rows().forEach(row -> check(row, rows.output()));
    List<Record> records = new ArrayList<>(rows.rows());
    Dataset<Row> encoded = session.createDataset(records, RecordEncoders.of(rows.output())).toDF();
    return Columns.encoded(encoded, rows.output());
  }

  /** Spark's own range of years is wider than that of other engines. */
  private static void check(Record row, RecordType type) {
    for (int index = 0; index < type.components().size(); index++) {
      Component component = type.components().get(index);
      check(type.access().value(row, index), component.type());
    }
  }

  private static void check(@Nullable Object value, dev.stride.api.type.DataType type) {
    if (value instanceof Record record) {
      check(record, (RecordType) type);
    } else if (value instanceof List<?> list) {
      list.forEach(element -> check(element, ((ListType) type).element()));
    } else if (value instanceof LocalDate date) {
      checkYear(date.getYear(), date);
    } else if (value instanceof LocalDateTime timestamp) {
      checkYear(timestamp.getYear(), timestamp);
    } else if (value instanceof Instant instant) {
      checkYear(instant.atOffset(ZoneOffset.UTC).getYear(), instant);
    }
  }

  private static void checkYear(int year, Object value) {
    if (year < 1 || year > LAST_YEAR) {
      throw new StrideException(
          FailureKind.USER, "OUT_OF_RANGE: " + value + " leaves the years 1 to " + LAST_YEAR);
    }
  }
}
