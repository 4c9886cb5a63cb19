// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Csv;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** CSV files as text columns, read by the grammar of casts. */
record CsvScan(Scan scan, Csv csv, List<Path> files) {

  /** Files of equal headers are read at once; others may have their columns in another order. */
  String sql() {
    List<String> selects = new ArrayList<>();
    List<Path> alike = new ArrayList<>();
    List<String> header = header(files.get(0));
    for (Path file : files) {
      List<String> next = header(file);
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

  private String select(List<String> header, List<Path> alike) {
    String columns =
        header.stream()
            .map(name -> SqlTypes.text(name) + ": 'VARCHAR'")
            .collect(Collectors.joining(", ", "{", "}"));
    List<String> selected = new ArrayList<>();
    for (Component component : scan.output().components()) {
      selected.add(
          column(alike.get(0), header, component) + " AS " + SqlTypes.quote(component.name()));
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

  private String column(Path file, List<String> header, Component component) {
    String found =
        header.stream()
            .filter(name -> name.equalsIgnoreCase(component.column()))
            .findFirst()
            .orElseThrow(() -> absent(file, header, component));
    String text = ScanFiles.required(scan, component, SqlTypes.quote(found));
    return converted(text, component);
  }

  private StrideException absent(Path file, List<String> header, Component component) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot read CSV dataset '"
            + scan.name()
            + "': "
            + file
            + " has no column '"
            + component.column()
            + "' (it has "
            + header
            + "; rename it or add @Column)");
  }

  private String converted(String text, Component component) {
    DataType type = component.type();
    if (type == ScalarType.STRING) {
      return text;
    }
    if (type instanceof ListType || type instanceof RecordType || type == ScalarType.BINARY) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot read CSV dataset '"
              + scan.name()
              + "': "
              + component.name()
              + " is "
              + type
              + " (CSV holds texts, numbers, booleans, dates and times)");
    }
    String column = " in column '" + component.column() + "' (correct it, or take it as a String)";
    String start = ScanFiles.cannotRead(scan) + scan.source().path() + " holds '";
    return CastSql.fromColumn(text, type, start, column);
  }

  private List<String> header(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      if (line == null) {
        throw new StrideException(
            FailureKind.CONFIGURATION,
            "Cannot read CSV dataset '"
                + scan.name()
                + "': "
                + file
                + " is empty (it needs a header line)");
      }
      if (line.indexOf('\0') >= 0) {
        throw notUtf8(file, null);
      }
      return distinct(file, fields(line.startsWith("\uFEFF") ? line.substring(1) : line));
    } catch (CharacterCodingException e) {
      throw notUtf8(file, e);
    } catch (IOException e) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot read CSV dataset '" + scan.name() + "': " + file + " (" + e + ")",
          e);
    }
  }

  private StrideException notUtf8(Path file, @Nullable Throwable cause) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        ScanFiles.cannotRead(scan) + file + " is not in UTF-8 (convert it)",
        cause);
  }

  /** Columns are matched in any case, so two names that differ only in it are one. */
  private List<String> distinct(Path file, List<String> header) {
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new StrideException(
            FailureKind.CONFIGURATION,
            ScanFiles.cannotRead(scan)
                + file
                + " has column '"
                + name
                + "' twice (rename one; upper and lower case are the same)");
      }
    }
    return header;
  }

  private List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int index = 0; index < line.length(); index++) {
      char c = line.charAt(index);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == csv.delimiter() && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
