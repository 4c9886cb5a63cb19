// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.relation.Rows;
import dev.stride.api.spi.RowCheck;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Rows of this process's memory as a dataset. */
final class MemoryRows {
  private MemoryRows() {}

  static Dataset<Row> dataset(SparkSession session, Rows rows) {
    RowCheck check = new RowCheck(rows.output());
    rows.rows().forEach(check::check);
    List<Record> records = new ArrayList<>(rows.rows());
    Dataset<Row> encoded = session.createDataset(records, RecordEncoders.of(rows.output())).toDF();
    return Columns.encoded(encoded, rows.output());
  }
}
