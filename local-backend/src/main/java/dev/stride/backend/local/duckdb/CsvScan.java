// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.relation.Scan;
import dev.stride.api.source.Csv;
import dev.stride.api.spi.CsvHeader;
import dev.stride.api.spi.SourceMessages;
import dev.stride.api.type.Component;
import dev.stride.api.type.ScalarType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** CSV files as text columns, read by the grammar of casts. */
record CsvScan(Scan scan, Csv csv, List<Path> files) {

  /** Files of equal headers are read at once; others may have their columns in another order. */
  String sql() {
    List<String> selects = new ArrayList<>();
    List<Path> alike = new ArrayList<>();
    CsvHeader header = CsvHeader.read(scan, files.get(0));
    for (Path file : files) {
      CsvHeader next = CsvHeader.read(scan, file);
      if (!next.equals(header)) {
        selects.add(select(header, alike));
        alike = new ArrayList<>();
        header = next;
      }
      alike.add(file);
    }
    selects.add(select(header, alike));
    return String.join(" UNION ALL ", selects);
  }

  private String select(CsvHeader header, List<Path> alike) {
    String columns =
        header.names().stream()
            .map(name -> SqlTypes.text(name) + ": 'VARCHAR'")
            .collect(Collectors.joining(", ", "{", "}"));
    List<String> selected = new ArrayList<>();
    for (Component component : scan.output().components()) {
      selected.add(column(header, component) + " AS " + SqlTypes.quote(component.name()));
    }
    return "SELECT "
        + String.join(", ", selected)
        + " FROM read_csv("
        + ScanFiles.list(alike)
        + ", columns = "
        + columns
        + ", header = true, auto_detect = false, delim = "
        + SqlTypes.text(String.valueOf(csv.delimiter()))
        + ", quote = '\"', escape = '\"', nullstr = "
        + SqlTypes.text(csv.nullText())
        + ", allow_quoted_nulls = false, strict_mode = true)";
  }

  private String column(CsvHeader header, Component component) {
    String found = header.names().get(header.indexOf(component));
    String text = ScanFiles.required(scan, component, SqlTypes.quote(found));
    return component.type() == ScalarType.STRING
        ? text
        : CastSql.fromColumn(
            text,
            component.type(),
            SourceMessages.holds(scan) + "'",
            "'" + SourceMessages.csvMisfit(component));
  }
}
