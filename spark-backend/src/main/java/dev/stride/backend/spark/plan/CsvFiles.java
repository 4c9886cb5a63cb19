// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Csv;
import dev.stride.api.spi.SourceFile;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** CSV files. */
record CsvFiles(SparkSession session, Scan scan, Csv csv, List<SourceFile> files) {
  Dataset<Row> rows() {
    throw new StrideException(FailureKind.CONFIGURATION, "Cannot read CSV on Spark");
  }
}
