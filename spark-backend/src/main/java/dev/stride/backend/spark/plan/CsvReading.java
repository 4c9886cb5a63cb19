// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Csv;
import dev.stride.api.spi.CsvLineEnds;
import dev.stride.api.spi.SourceMessages;
import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads one CSV file. It travels to executors, so it holds the scan in parts that can.
 *
 * @param width the number of columns in the file
 * @param positions where the file has each component of the record
 * @param dataset the scan's name
 */
record CsvReading(
    String file,
    int width,
    List<Integer> positions,
    Dialect dialect,
    String dataset,
    Class<? extends Record> record)
    implements FileReading {
  private static final int QUOTED = 100;

  /** The source. */
  record Dialect(String path, char delimiter, String nullText) implements Serializable {
    Csv csv() {
      return new Csv(path, delimiter, nullText);
    }
  }

  @Override
  public OpenFile open(List<String> columns) throws IOException {
    Scan scan = new Scan(dataset, RecordType.of(record), dialect.csv());
    List<Component> components = scan.output().components();
    Field[] fields = new Field[columns.size()];
    BitSet wanted = new BitSet(width);
    for (int index = 0; index < components.size(); index++) {
      int field = columns.indexOf(components.get(index).column());
      if (field >= 0) {
        wanted.set(positions.get(index));
        fields[field] = Field.of(scan, components.get(index), positions.get(index));
      }
    }
    CsvRecords records =
        new CsvRecords(Utf8Chars.open(Path.of(file)), dialect.delimiter(), width, wanted);
    return new Rows(this, records, fields);
  }

  /** A column of the file on its way to a column of rows. */
  private record Field(
      int position, TextValue value, boolean nullable, String isNull, String holds, String misfit) {
    static Field of(Scan scan, Component component, int position) {
      return new Field(
          position,
          TextValue.of(component.type()),
          component.nullable(),
          SourceMessages.isNull(scan, component),
          SourceMessages.holds(scan) + "'",
          "'" + SourceMessages.csvMisfit(component));
    }

    @Nullable Object of(@Nullable String text) {
      if (text == null) {
        if (nullable) {
          return null;
        }
        throw invalid(isNull);
      }
      Object found = value.of(text);
      if (found == null) {
        String shown = text.substring(0, Math.min(QUOTED, text.length())).replace('\n', ' ');
        throw invalid(holds + shown + misfit);
      }
      return found;
    }
  }

  private static StrideException invalid(String message) {
    return new StrideException(FailureKind.CONFIGURATION, message);
  }

  /** The rows of the open file. */
  private static final class Rows implements OpenFile {
    private final CsvReading reading;
    private final CsvRecords records;
    private final Field[] fields;
    private final String nullText;

    Rows(CsvReading reading, CsvRecords records, Field[] fields) throws IOException {
      this.reading = reading;
      this.records = records;
      this.fields = fields;
      this.nullText = reading.dialect.nullText();
      records.next();
    }

    @Override
    public @Nullable Row next() throws IOException {
      CsvRecords.Found found = records.next();
      while (found == CsvRecords.Found.BLANK) {
        found = records.next();
      }
      return switch (found) {
        case RECORD -> row();
        case END, BLANK -> null;
        case BROKEN -> throw broken();
        case MIXED -> throw CsvLineEnds.mixed(reading.file, records.line());
        case NOT_UTF8 -> throw invalid(cannotRead() + " is not in UTF-8 (convert the file)");
      };
    }

    private Row row() {
      @Nullable Object[] values = new Object[fields.length];
      for (int index = 0; index < values.length; index++) {
        Field field = fields[index];
        values[index] = field.of(records.text(field.position(), nullText));
      }
      return RowFactory.create(values);
    }

    private StrideException broken() {
      String line = FileLines.find(Path.of(reading.file), records.line());
      return invalid(
          cannotRead() + " is broken: '" + line + "' (correct the line, or the delimiter)");
    }

    private String cannotRead() {
      return "Cannot read CSV file: " + reading.file + " line " + records.line();
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }
}
