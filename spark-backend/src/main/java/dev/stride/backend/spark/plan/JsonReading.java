// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.JsonLines;
import dev.stride.api.type.RecordType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file of JSON lines. It travels to executors, so it holds the scan in parts that can.
 *
 * @param dataset the scan's name
 * @param path the source's
 */
record JsonReading(String file, String dataset, String path, Class<? extends Record> record)
    implements FileReading {

  @Override
  public OpenFile open(List<String> columns) throws IOException {
    Scan scan = new Scan(dataset, RecordType.of(record), JsonLines.at(path));
    return new Rows(file, ByteLines.open(Path.of(file)), JsonObject.of(scan, columns));
  }

  /** The rows of the open file. */
  private static final class Rows implements OpenFile {
    private final JsonFactory factory =
        JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private final String file;
    private final ByteLines lines;
    private final JsonObject columns;

    Rows(String file, ByteLines lines, JsonObject columns) {
      this.file = file;
      this.lines = lines;
      this.columns = columns;
    }

    @Override
    public @Nullable Row next() throws IOException {
      while (lines.next()) {
        if (!lines.isBlank()) {
          return row();
        }
      }
      return null;
    }

    private Row row() throws IOException {
      if (lines.hasByteOrderMark()) {
        throw invalid(" starts with a byte order mark (save it without one)");
      }
      if (!lines.mayBeUtf8()) {
        throw broken();
      }
      try (JsonParser line = lines.parser(factory)) {
        JsonToken first = line.nextToken();
        Row row = first == JsonToken.VALUE_NULL ? columns.absent() : (Row) columns.read(line);
        if (line.nextToken() != null) {
          throw broken();
        }
        return row;
      } catch (JsonProcessingException e) {
        throw broken();
      } catch (JsonMisfit misfit) {
        throw invalid(" line " + lines.number() + misfit.getMessage());
      }
    }

    private StrideException broken() {
      return invalid(
          " line "
              + lines.number()
              + (lines.isUtf8()
                  ? " is no JSON object (correct the line)"
                  : " is not in UTF-8 (convert the file)"));
    }

    private StrideException invalid(String what) {
      return new StrideException(
          FailureKind.CONFIGURATION, "Cannot read JSON lines file: " + file + what);
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
