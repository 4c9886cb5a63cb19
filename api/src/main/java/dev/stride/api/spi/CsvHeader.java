// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

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
import org.jspecify.annotations.Nullable;

/**
 * The first line of a CSV file, by which columns are found; for backends.
 *
 * @param names the columns, in their order; no two differ only by case
 */
public record CsvHeader(List<String> names) {
  public CsvHeader {
    names = List.copyOf(names);
  }

  /**
   * Reads a file's header and checks that the record's components have columns in it.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if not
   */
  public static CsvHeader read(Scan scan, Path file) {
    CsvHeader header = new Reading(scan, (Csv) scan.source(), file).header();
    for (Component component : scan.output().components()) {
      checkText(scan, component);
      if (header.indexOf(component) < 0) {
        throw new StrideException(
            FailureKind.CONFIGURATION,
            SourceMessages.cannotRead(scan)
                + file
                + " has no column '"
                + component.column()
                + "' (it has "
                + header.names
                + "; rename it or add @Column)");
      }
    }
    return header;
  }

  private static void checkText(Scan scan, Component component) {
    DataType type = component.type();
    if (type instanceof ListType || type instanceof RecordType || type == ScalarType.BINARY) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          SourceMessages.cannotRead(scan)
              + component.name()
              + " is "
              + type
              + " (CSV holds texts, numbers, booleans, dates and times)");
    }
  }

  /** The position of the component's column, or -1. */
  public int indexOf(Component component) {
    for (int index = 0; index < names.size(); index++) {
      if (names.get(index).equalsIgnoreCase(component.column())) {
        return index;
      }
    }
    return -1;
  }

  private record Reading(Scan scan, Csv csv, Path file) {
    CsvHeader header() {
      try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        String line = reader.readLine();
        if (line == null) {
          throw invalid(" is empty (it needs a header line)", null);
        }
        if (line.indexOf('\0') >= 0) {
          throw notUtf8(null);
        }
        return distinct(fields(line.startsWith("\uFEFF") ? line.substring(1) : line));
      } catch (CharacterCodingException e) {
        throw notUtf8(e);
      } catch (IOException e) {
        throw invalid(" (" + e + ")", e);
      }
    }

    private StrideException notUtf8(@Nullable Throwable cause) {
      return invalid(" is not in UTF-8 (convert it)", cause);
    }

    private StrideException invalid(String what, @Nullable Throwable cause) {
      return new StrideException(
          FailureKind.CONFIGURATION, SourceMessages.cannotRead(scan) + file + what, cause);
    }

    /** Columns are matched in any case, so two names that differ only in it are one. */
    private CsvHeader distinct(List<String> names) {
      Set<String> seen = new HashSet<>();
      for (String name : names) {
        if (!seen.add(name.toLowerCase(Locale.ROOT))) {
          throw invalid(
              " has column '" + name + "' twice (rename one; upper and lower case are the same)",
              null);
        }
      }
      return new CsvHeader(names);
    }

    private List<String> fields(String line) {
      List<String> fields = new ArrayList<>();
      StringBuilder field = new StringBuilder();
      boolean quoted = false;
      for (int index = 0; index < line.length(); index++) {
        char c = line.charAt(index);
        if (c == '"' && quoted && line.startsWith("\"\"", index)) {
          field.append(c);
          index++;
        } else if (c == '"') {
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
}
