// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Dataset;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Parquet;
import dev.stride.api.spi.Backend;
import dev.stride.api.type.RecordType;
import dev.stride.testing.contract.ParquetContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class SparkParquetTest extends ParquetContract {
  private static final MessageType NANOSECONDS =
      MessageTypeParser.parseMessageType(
          "message m { required int64 id; required int64 moment (TIMESTAMP(NANOS,true)); }");

  private static SparkBackend backend;

  @TempDir private Path folder;

  /** A row of a file whose moments have nanoseconds. */
  public record Precise(long id, Instant moment) {}

  /** The same without its moment. */
  public record Known(long id) {}

  @BeforeAll
  static void open() {
    backend = SharedSpark.backend();
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @Override
  protected Backend backend() {
    return backend;
  }

  @Override
  protected void writeParquet(Path file, String select) {
    SharedSpark.session().sql(select).coalesce(1).write().parquet(file.toString());
  }

  @Override
  protected String instantType() {
    return "TIMESTAMP";
  }

  private Path nanoseconds() throws IOException {
    Path file = folder.resolve("nanoseconds.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file)).withType(NANOSECONDS).build()) {
      writer.write(new SimpleGroup(NANOSECONDS).append("id", 7L).append("moment", 1L));
    }
    return file;
  }

  private <R extends Record> Dataset<R> read(Class<R> type) throws IOException {
    Scan scan = new Scan("rows", RecordType.of(type), Parquet.at(nanoseconds().toString()));
    backend.check(scan);
    return Dataset.of(type, scan, backend.reader());
  }

  @Test
  void namesAColumnThatSparkHasNoTypeFor() {
    assertThatThrownBy(() -> read(Precise.class))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessage(
            "Cannot read Parquet dataset 'rows': "
                + folder.resolve("nanoseconds.parquet")
                + " has column 'moment' of type INT64 TIMESTAMP(NANOS,true) (Precise.moment is"
                + " INSTANT; declare the component with the column's type)");
  }

  @Test
  void readsPastAColumnThatSparkHasNoTypeFor() throws IOException {
    assertThat(read(Known.class).toList()).containsExactly(new Known(7));
  }
}
