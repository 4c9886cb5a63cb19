// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourceFile;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * JSON-lines files. Spark's own reader takes numbers for texts and texts for dates, forgets broken
 * lines of a file whose columns it does not need, and knows no line numbers.
 */
final class JsonLinesFiles {
  private JsonLinesFiles() {}

  static FileRows of(SparkSession session, Scan scan, List<SourceFile> files) {
    List<JsonReading> readings =
        files.stream()
            .map(
                file ->
                    new JsonReading(
                        file.file().toString(),
                        scan.name(),
                        scan.source().path(),
                        scan.output().type()))
            .toList();
    return FileRows.of(session, scan, files, readings);
  }
}
