// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a scan reads. */
interface ScannedRows {
  /** The rows in whatever order Spark reads files. */
  Dataset<Row> rows();

  /** The rows for a reader of all: its partitions in turn have them as they were written. */
  default Dataset<Row> inOrder() {
    return rows();
  }

  /** The rows for a limit: a sort that it becomes one with. */
  default Dataset<Row> sortedByPlace() {
    return rows();
  }
}
