// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cube;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Secret;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Secrets;
import dev.stride.backend.spark.SparkSteps;
import dev.stride.backend.spark.SparkStride;
import dev.stride.runner.RunFailed;
import dev.stride.runner.RunResult;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native steps get the secrets that they declare, in the driver, and tell nobody. */
public class SparkSecretsTest {
  private static final String CANARY = "canary-in-spark";

  private static SparkSession session;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
  }

  @AfterAll
  static void stop() {
    session.stop();
  }

  @BeforeEach
  void writeSecret() throws IOException {
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwx------"));
    Path file = Files.writeString(secrets.resolve("key"), CANARY);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /** A number. */
  public record Row(int value) {}

  /** Two native steps that use a secret. */
  public static final class Native implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      Parameter<String> deed = workflow.parameter("deed", String.class).defaultsTo("use");
      SparkSteps spark = SparkSteps.of(workflow);
      Node<Dataset<Row>> rows =
          workflow.rows("rows", Row.class, List.of(new Row(1), new Row(2), new Row(3)));
      Node<Dataset<Row>> lengths =
          spark.dataset(Native::lengths, SparkSteps.rows(rows), SparkSteps.value(deed));
      workflow.result(spark.value(Native::total, SparkSteps.rows(lengths), SparkSteps.value(deed)));
    }

    @Secrets("key")
    static org.apache.spark.sql.Dataset<Row> lengths(
        SparkSession session, org.apache.spark.sql.Dataset<Row> rows, String deed) {
      String key = Secret.named("key").reveal();
      if (deed.equals("read")) {
        return session
            .read()
            .parquet("/none/" + key)
            .select("value")
            .as(SparkSteps.encoder(Row.class));
      }
      return rows.select(lit(key.length()).as("value")).as(SparkSteps.encoder(Row.class));
    }

    @Secrets("key")
    static long total(SparkSession session, org.apache.spark.sql.Dataset<Row> rows, String deed) {
      if (deed.equals("throw")) {
        throw new IllegalStateException("no such key: " + Secret.named("key").reveal());
      }
      return rows.collectAsList().stream().mapToLong(Row::value).sum()
          + Secret.named("key").reveal().length();
    }
  }

  private Stride stride() {
    return Stride.with(
        Settings.of(
            Map.of(
                "stride.store", folder.resolve("store").toString(),
                "stride.secrets.file.folder", folder.resolve("secrets").toString())),
        SparkStride.on(session));
  }

  @Test
  void givesNativeStepsTheirSecretsInTheDriver() {
    try (Stride stride = stride()) {
      RunResult result = stride.run(new Native());

      assertThat(result.value(Long.class)).isEqualTo(4L * CANARY.length());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "throw"})
  void tellsNoSecretOfANativeStepThatFails(String deed) throws IOException {
    try (Stride stride = stride()) {
      RunFailed failed =
          catchThrowableOfType(
              RunFailed.class, () -> stride.run(new Native(), Map.of("deed", deed)));

      StringWriter trace = new StringWriter();
      failed.printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).contains("***").doesNotContain(CANARY);
    }
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).contains(CANARY))
            .as(file.toString())
            .isFalse();
      }
    }
  }
}
