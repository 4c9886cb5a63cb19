// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Dataset;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Parquet;
import dev.stride.api.spi.StepTask;
import dev.stride.api.spi.StoreAddress;
import dev.stride.api.spi.StoredFile;
import dev.stride.api.spi.WrittenFiles;
import dev.stride.api.type.RecordType;
import dev.stride.store.Digests;
import dev.stride.testing.cloud.LocalBucket;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets that Spark writes as objects of a store on S3, and reads where they lie. */
public class SparkObjectsTest {
  /** A number. */
  public record Number(int value) {}

  private static final List<Record> NUMBERS =
      IntStream.range(0, 5_000).mapToObj(Number::new).map(Record.class::cast).toList();

  private static LocalBucket bucket;

  @TempDir private Path folder;

  @BeforeAll
  static void startBucket() {
    bucket = LocalBucket.start();
  }

  @AfterAll
  static void stopBucket() {
    bucket.close();
  }

  private static SparkBackend backend(Map<String, String> settings) {
    Map<String, String> found = Map.of("endpoint", bucket.endpoint().toString());
    return SharedSpark.backend(settings, new StoreAddress(bucket.location(), found));
  }

  private static SparkBackend backend() {
    return backend(Map.of("spark.sql.shuffle.partitions", "2"));
  }

  @Test
  void writesByTheCommitterAndReadsWhereTheRowsLie() throws Exception {
    try (SparkBackend backend = backend()) {
      assertThat(backend.reachesObjects()).isTrue();
      String location = bucket.location() + "/team/written/out";
      List<StoredFile> files = written(backend, location, StepTask.Readers.ANYBODY).files();
      assertThat(folder).isEmptyDirectory();
      for (StoredFile file : files) {
        byte[] content = object("/team/written/out/" + file.path());
        assertThat(file.size()).isEqualTo(content.length);
        assertThat(file.sha256()).isEqualTo(Digests.of(content));
      }
      String mark = new String(object("/team/written/out/_SUCCESS"), StandardCharsets.UTF_8);
      assertThat(mark).contains("\"committer\":\"magic\"");
      assertThat(files).hasSizeGreaterThan(1);
      assertThat(SharedSpark.rows(backend, scan(location))).isEqualTo(NUMBERS);
    }
  }

  @Test
  void handsSmallRowsToCodeByAFileOfThisMachine() throws Exception {
    try (SparkBackend backend = backend()) {
      String location = bucket.location() + "/team/small/out";
      assertThat(written(backend, location, StepTask.Readers.CODE)).isNull();
      assertThat(folder).isDirectoryContaining("glob:**.arrow");
    }
  }

  @Test
  void handsLargeRowsToCodeByObjects() throws Exception {
    try (SparkBackend backend = backend(Map.of("arrow-limit", "1KiB"))) {
      String location = bucket.location() + "/team/large/out";
      assertThat(written(backend, location, StepTask.Readers.CODE).files()).isNotEmpty();
    }
  }

  @Test
  void saysThatThereAreNoRowsWhereThereAreNone() {
    try (SparkBackend backend = backend()) {
      String location = bucket.location() + "/team/nothing";
      assertThatThrownBy(() -> SharedSpark.rows(backend, scan(location)))
          .isInstanceOf(StrideException.class)
          .hasMessageContaining("Cannot read Parquet dataset 'numbers': " + location)
          .hasMessageContaining("check the location, and the rights of Spark's machines");
    }
  }

  @Test
  void reachesNoObjectsOfAFolder() {
    StoreAddress here = new StoreAddress(folder.toString(), Map.of());
    try (SparkBackend backend = SharedSpark.backend(Map.of(), here)) {
      assertThat(backend.reachesObjects()).isFalse();
    }
  }

  private WrittenFiles written(SparkBackend backend, String location, StepTask.Readers readers)
      throws Exception {
    Dataset<Number> numbers =
        Dataset.of(Number.class, new Rows(RecordType.of(Number.class), NUMBERS), backend.reader());
    return (WrittenFiles)
        backend
            .start(
                new StepTask.Materialize(
                    "numbers", numbers.relation(), folder, Optional.of(location), readers))
            .completion()
            .toCompletableFuture()
            .get();
  }

  private static Scan scan(String location) {
    return new Scan("numbers", RecordType.of(Number.class), Parquet.at(location).inOrder());
  }

  private static byte[] object(String key) throws IOException, InterruptedException {
    HttpRequest get =
        HttpRequest.newBuilder(bucket.endpoint().resolve("/stride-local" + key))
            .header("Authorization", "AWS4-HMAC-SHA256 Credential=test/20260101/eu-central-1/s3/")
            .build();
    HttpResponse<byte[]> answer =
        HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }
}
