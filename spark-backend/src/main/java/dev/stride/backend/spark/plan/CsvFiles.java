// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.relation.Scan;
import dev.stride.api.source.Csv;
import dev.stride.api.spi.CsvHeader;
import dev.stride.api.spi.SourceFile;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * CSV files whose headers were compared with the record. Spark's own reader takes quoted empty
 * fields for nulls, fills short lines and cuts long ones, and knows no line numbers.
 */
final class CsvFiles {
  private CsvFiles() {}

  static FileRows checked(SparkSession session, Scan scan, Csv csv, List<SourceFile> files) {
    List<CsvReading> readings =
        files.stream()
            .map(file -> reading(scan, csv, file, CsvHeader.read(scan, file.file())))
            .toList();
    return FileRows.of(session, scan, files, readings);
  }

  private static CsvReading reading(Scan scan, Csv csv, SourceFile file, CsvHeader header) {
    return new CsvReading(
        file.file().toString(),
        header.names().size(),
        scan.output().components().stream().map(header::indexOf).toList(),
        new CsvReading.Dialect(csv.path(), csv.delimiter(), csv.nullText()),
        scan.name(),
        scan.output().type());
  }
}
