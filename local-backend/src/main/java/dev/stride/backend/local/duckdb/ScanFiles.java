// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Arrow;
import dev.stride.api.source.Csv;
import dev.stride.api.source.JsonLines;
import dev.stride.api.source.Parquet;
import dev.stride.api.spi.CsvLineEnds;
import dev.stride.api.spi.SourceFile;
import dev.stride.api.spi.SourceMessages;
import dev.stride.api.spi.SourcePaths;
import dev.stride.api.type.Component;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Turns scans into table functions over files that were found and checked; once per state of the
 * files.
 */
final class ScanFiles {
  private final DuckDbEngine engine;
  private final Map<Key, Resolved> known = new ConcurrentHashMap<>();

  ScanFiles(DuckDbEngine engine) {
    this.engine = engine;
  }

  private record Key(Scan scan, List<SourceFile> files) {}

  /**
   * A scan whose files exist and fit.
   *
   * @param sql a SELECT whose columns are named like the record's components
   */
  record Resolved(String sql) {}

  void check(Scan scan) {
    if (scan.source() instanceof Arrow) {
      SourcePaths.find(scan).forEach(file -> ArrowFile.check(scan, file, engine));
      return;
    }
    try {
      resolve(scan);
    } catch (SQLException e) {
      throw engine.failure(e);
    }
  }

  Resolved resolve(Scan scan) throws SQLException {
    List<SourceFile> files = SourcePaths.files(scan);
    Key key = new Key(scan, files);
    Resolved resolved = known.get(key);
    if (resolved == null) {
      resolved = new Resolved(sql(scan, files.stream().map(SourceFile::file).toList()));
      known.put(key, resolved);
    }
    return resolved;
  }

  private String sql(Scan scan, List<Path> files) throws SQLException {
    if (scan.source() instanceof Csv csv) {
      return new CsvScan(scan, csv, files).sql();
    }
    if (scan.source() instanceof JsonLines) {
      return new JsonLinesScan(scan, files).sql();
    }
    return new ParquetScan(engine, scan, files).sql();
  }

  /** What is wrong inside the files of a scan that has failed; empty where they can be read. */
  Optional<StrideException> damage(Scan scan) {
    return SourcePaths.files(scan).stream()
        .map(file -> damage(scan, file.file()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<StrideException> damage(Scan scan, Path file) {
    if (scan.source() instanceof Csv) {
      return CsvLineEnds.mixedIn(scan, file);
    }
    return scan.source() instanceof Parquet
        ? new ParquetScan(engine, scan, List.of(file)).damage()
        : Optional.empty();
  }

  /** The column, or an error where it is null and must not be. */
  static String required(Scan scan, Component component, String column) {
    if (component.nullable()) {
      return column;
    }
    String message = DuckDbErrors.INPUT + SourceMessages.isNull(scan, component);
    return "coalesce(" + column + ", error(" + SqlTypes.text(message) + "))";
  }

  /** The files as a list; characters of patterns in names stand for themselves. */
  static String list(List<Path> files) {
    return files.stream()
        .map(file -> SqlTypes.text(file.toString().replaceAll("([\\[*?])", "[$1]")))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
