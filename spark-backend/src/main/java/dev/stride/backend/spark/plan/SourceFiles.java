// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Arrow;
import dev.stride.api.source.Csv;
import dev.stride.api.source.JsonLines;
import dev.stride.api.source.Parquet;
import dev.stride.api.spi.SourceFile;
import dev.stride.api.spi.SourcePaths;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads the files of scans, which are found and checked once per state of the files. What checks
 * read, the driver reads; no job runs for it. Thread-safe.
 */
public final class SourceFiles {
  private final SparkSession session;
  private final Map<Key, ScannedRows> known = new ConcurrentHashMap<>();

  SourceFiles(SparkSession session) {
    this.session = session;
  }

  /** A scan, and what it reads, as that is now. */
  private record Key(Scan scan, List<?> files) {}

  /**
   * Checks that files exist and fit their record.
   *
   * @throws dev.stride.api.failure.StrideException of kind {@code CONFIGURATION} if not
   */
  public void check(Scan scan) {
    resolved(scan);
  }

  /** The rows, with columns named like the record's. */
  Dataset<Row> read(Scan scan) {
    return resolved(scan).rows();
  }

  /** Those rows, in their order where the scan keeps it, for a reader of all of them. */
  Dataset<Row> inOrder(Scan scan) {
    return keepsOrder(scan) ? resolved(scan).inOrder() : read(scan);
  }

  /** Those rows, in their order where the scan keeps it, for a limit. */
  Dataset<Row> sortedByPlace(Scan scan) {
    return keepsOrder(scan) ? resolved(scan).sortedByPlace() : read(scan);
  }

  private static boolean keepsOrder(Scan scan) {
    return scan.source() instanceof Parquet parquet && parquet.order() == Parquet.Order.AS_WRITTEN;
  }

  private ScannedRows resolved(Scan scan) {
    if (StoreObjects.isLocation(scan.source().path())) {
      List<ParquetFile> objects = ParquetFile.in(scan, session.sessionState().newHadoopConf());
      return known.computeIfAbsent(new Key(scan, objects), key -> parquet(scan, objects));
    }
    List<SourceFile> files = SourcePaths.files(scan);
    return known.computeIfAbsent(new Key(scan, files), key -> resolve(scan, files));
  }

  private ScannedRows resolve(Scan scan, List<SourceFile> files) {
    if (scan.source() instanceof Csv csv) {
      return CsvFiles.checked(session, scan, csv, files)::rows;
    }
    if (scan.source() instanceof JsonLines) {
      return JsonLinesFiles.of(session, scan, files)::rows;
    }
    if (scan.source() instanceof Arrow) {
      return () -> MemoryRows.dataset(session, new Rows(scan.output(), ArrowHandOver.read(scan)));
    }
    return parquet(scan, files.stream().map(ParquetFile::of).toList());
  }

  private ScannedRows parquet(Scan scan, List<ParquetFile> files) {
    return ParquetFiles.checked(session, scan, files);
  }
}
