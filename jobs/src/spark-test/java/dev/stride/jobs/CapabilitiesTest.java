// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stride.api.Dataset;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.function.RowMapper;
import dev.stride.api.policy.Layer;
import dev.stride.api.relation.Limit;
import dev.stride.api.relation.Native;
import dev.stride.api.relation.Opaque;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Csv;
import dev.stride.api.source.JsonLines;
import dev.stride.api.source.Parquet;
import dev.stride.api.source.Source;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.StepTask;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.backend.local.LocalBackendFactory;
import dev.stride.backend.spark.SparkBackendFactory;
import dev.stride.backend.spark.plan.NativeCode;
import dev.stride.testing.Capability;
import dev.stride.testing.CapabilityTable;
import dev.stride.testing.EngineReport;
import dev.stride.testing.Refusal;
import dev.stride.testing.program.Cells;
import dev.stride.testing.program.DifferentialSuite;
import dev.stride.testing.program.KnownFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The committed table of capabilities says what the code does: random programs, whose rows hold
 * every type and whose every answer is compared, show each engine's constructs, and an example each
 * of its other abilities. What an engine cannot do, it must refuse in the words that the table has.
 */
public class CapabilitiesTest {
  private static final Path TABLE = Path.of("..", "docs", "capabilities.md");
  private static final String COMMAND =
      "mvn -pl jobs -am test -Dtest=CapabilitiesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dstride.write=true";
  private static final int PROGRAMS = 200;
  private static final long BEYOND_INT = 3_000_000_000L;

  /** Without generated code: each of many small programs would be compiled first. */
  private static final Map<String, String> INTERPRETED =
      Map.of(
          "spark.master", "local[2]",
          "spark.ui.enabled", "false",
          "spark.sql.shuffle.partitions", "1",
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN");

  private static final List<Refusal> DUCKDB_REFUSES =
      List.of(
          new Refusal(
              Capability.NATIVE_STEPS,
              "Cannot run step 'itself' on duckdb: it is native to spark (read its result in a step"
                  + " of its own)",
              "their code is Spark's"));

  private static final List<Refusal> SPARK_REFUSES =
      List.of(
          new Refusal(
              Capability.LONG_LIMITS,
              "Cannot limit on Spark: 3000000000 rows (must be at most 2147483647)",
              "its own limits are 32-bit integers"));

  /** A row. */
  public record Number(int value) {}

  private static final Rows ONE = new Rows(RecordType.of(Number.class), List.of(new Number(1)));

  @TempDir private Path folder;

  @Test
  void committedTableSaysWhatTheCodeDoes() throws IOException {
    EngineReport duckDb;
    try (Backend backend = new LocalBackendFactory().open(Map.of("threads", "1"))) {
      duckDb = report("DuckDB", backend, KnownFailure.DATE_COMPUTED_AHEAD, DUCKDB_REFUSES);
    }
    EngineReport spark;
    try (Backend backend = new SparkBackendFactory().open(INTERPRETED)) {
      spark = report("Spark", backend, KnownFailure.ASKED_AHEAD_OF_EXPLODE, SPARK_REFUSES);
    }
    String table = CapabilityTable.of(List.of(duckDb, spark), COMMAND);
    if (Boolean.getBoolean("stride.write")) {
      Files.writeString(TABLE, table);
    }

    assertThat(TABLE).as("write it anew with %s", COMMAND).exists();
    assertThat(Files.readString(TABLE)).as("write it anew with %s", COMMAND).isEqualTo(table);
  }

  private EngineReport report(
      String name, Backend backend, KnownFailure known, List<Refusal> refusals) throws IOException {
    Function<Relation, List<Record>> engine = relation -> rows(backend, relation);
    DifferentialSuite.Report report =
        new DifferentialSuite(PROGRAMS, 1, known).run(List.of(engine, engine));
    assertThat(report.differences()).as(name).isEmpty();
    Set<String> answered = new HashSet<>(report.constructs().keySet());
    for (Component component : RecordType.of(Cells.class).components()) {
      answered.add(kind(component.type()));
    }
    answered.add("Scan");
    EngineReport shown = new EngineReport(name, answered, refusals);
    for (Capability capability : Capability.values()) {
      Relation example = example(capability, backend);
      shown
          .refusal(capability)
          .ifPresentOrElse(
              refusal -> refuses(backend, example, refusal),
              () -> {
                assertThat(rows(backend, example)).as("%s, %s", name, capability).hasSize(1);
                answered.add(example.getClass().getSimpleName());
              });
    }
    return new EngineReport(name, answered, refusals);
  }

  private static List<Record> rows(Backend backend, Relation relation) {
    Dataset<? extends Record> dataset =
        Dataset.of(relation.output().type(), relation, backend.reader());
    return List.copyOf(dataset.toList());
  }

  /** Strictly: what an engine is said not to do must fail, and in those words. */
  private static void refuses(Backend backend, Relation example, Refusal refusal) {
    assertThat(catchThrowable(() -> rows(backend, example)))
        .as("%s", refusal.capability())
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessage(refusal.message());
  }

  /** A relation of one row that needs the capability. */
  private Relation example(Capability capability, Backend backend) throws IOException {
    RowMapper<Record, Record> same = row -> row;
    return switch (capability) {
      case PARQUET -> scan(Parquet.at(parquet(backend).toString()));
      case CSV -> scan(Csv.at(file("one.csv", "value\n1\n")));
      case JSON_LINES -> scan(JsonLines.at(file("one.json", "{\"value\":1}\n")));
      case JAVA_FUNCTIONS -> new Opaque(ONE, new Opaque.Map(same), ONE.output());
      case NATIVE_STEPS -> {
        NativeCode itself = (session, inputs) -> inputs.get(0);
        yield new Native(Layer.SPARK, "itself", List.of(ONE), ONE.output(), itself);
      }
      case LONG_LIMITS -> new Limit(ONE, 0, BEYOND_INT);
    };
  }

  private static Scan scan(Source source) {
    return new Scan("one", ONE.output(), source);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private Path parquet(Backend backend) throws IOException {
    Path target = Files.createDirectories(folder.resolve(backend.name()));
    StepTask task = new StepTask.Materialize("write", ONE, target);
    backend.start(task).completion().toCompletableFuture().join();
    return target;
  }

  private static String kind(DataType type) {
    if (type instanceof DecimalType) {
      return "DECIMAL";
    }
    if (type instanceof EnumType) {
      return "ENUM";
    }
    if (type instanceof ListType) {
      return "LIST";
    }
    return type instanceof RecordType ? "RECORD" : type.toString();
  }
}
