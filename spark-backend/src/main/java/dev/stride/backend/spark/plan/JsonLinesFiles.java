// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourceFile;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** JSON lines files. */
record JsonLinesFiles(SparkSession session, Scan scan, List<SourceFile> files) {
  Dataset<Row> rows() {
    throw new StrideException(FailureKind.CONFIGURATION, "Cannot read JSON lines on Spark");
  }
}
