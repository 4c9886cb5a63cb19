// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Arrow;
import dev.stride.api.source.Csv;
import dev.stride.api.source.JsonLines;
import dev.stride.api.spi.SourceFile;
import dev.stride.api.spi.SourcePaths;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads the files of scans, which are found and checked once per state of the files. What checks
 * read, the driver reads; no job runs for it. Thread-safe.
 */
public final class SourceFiles {
  private final SparkSession session;
  private final Map<Key, Supplier<Dataset<Row>>> known = new ConcurrentHashMap<>();

  SourceFiles(SparkSession session) {
    this.session = session;
  }

  private record Key(Scan scan, List<SourceFile> files) {}

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
    return resolved(scan).get();
  }

  private Supplier<Dataset<Row>> resolved(Scan scan) {
    return known.computeIfAbsent(new Key(scan, SourcePaths.files(scan)), this::resolve);
  }

  private Supplier<Dataset<Row>> resolve(Key key) {
    if (key.scan().source() instanceof Csv csv) {
      return CsvFiles.checked(session, key.scan(), csv, key.files())::rows;
    }
    if (key.scan().source() instanceof JsonLines) {
      return JsonLinesFiles.of(session, key.scan(), key.files())::rows;
    }
    if (key.scan().source() instanceof Arrow) {
      return () ->
          MemoryRows.dataset(
              session, new Rows(key.scan().output(), ArrowHandOver.read(key.scan())));
    }
    return ParquetFiles.checked(session, key.scan(), key.files())::rows;
  }
}
