// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import static dev.stride.api.expression.Functions.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Column;
import dev.stride.api.Dataset;
import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Parquet;
import dev.stride.api.type.RecordType;
import dev.stride.backend.spark.plan.SparkPlans;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java code over rows: how it is placed in plans, and what its failures say. */
public class SparkCodeTest {
  /** A row of a file that has more columns. */
  public record Reading(@Column("sensor_id") int sensor, double level) {}

  /** A row of that file. */
  public record Wide(@Column("sensor_id") int sensor, double level, String note, long size) {}

  /** A reading that may lack its level. */
  public record Loose(@Column("sensor_id") int sensor, @Nullable Double level) {}

  private static SparkBackend backend;
  private static SparkPlans plans;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    backend = SharedSpark.backend();
    Sessions sessions = Sessions.beside(SharedSpark.session(), SparkSettings.of(Map.of()));
    plans = new SparkPlans(sessions.own(), sessions.users());
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  private static <R extends Record> Dataset<R> dataset(Class<R> type, Relation relation) {
    return Dataset.of(type, relation, backend.reader());
  }

  private Dataset<Reading> readings() {
    List<Wide> rows = IntStream.range(0, 100).mapToObj(i -> new Wide(i % 5, i, "note", i)).toList();
    plans.writeParquet(new Rows(RecordType.of(Wide.class), rows), folder);
    return dataset(
        Reading.class,
        new Scan("readings", RecordType.of(Reading.class), Parquet.at(folder.toString())));
  }

  @Test
  void functionsThatFollowOneAnotherRunAsOneOverTheColumnsTheyNeed() {
    Dataset<Reading> readings =
        readings()
            .map(Reading.class, row -> new Reading(row.sensor(), row.level() + 1))
            .filter(row -> row.level() > 50)
            .flatMap(Reading.class, row -> Stream.of(row, row));

    String plan = plans.rows(readings.relation()).queryExecution().executedPlan().toString();

    assertThat(plan.split("MapPartitions", -1)).as(plan).hasSize(2);
    assertThat(plan.split("DeserializeToObject", -1)).as(plan).hasSize(2);
    assertThat(plan).contains("ReadSchema: struct<sensor_id:int,level:double>");
    assertThat(readings.rowCount()).isEqualTo(100);
  }

  @Test
  void aConditionThatCannotFailGoesBeforeAChoiceInJava() {
    Dataset<Reading> readings =
        readings().filter(row -> row.level() > 50).filter(field(Reading::sensor).eq(3));

    String plan = plans.rows(readings.relation()).queryExecution().executedPlan().toString();

    assertThat(plan).contains("PushedFilters: [IsNotNull(sensor_id), EqualTo(sensor_id,3)]");
    assertThat(readings.rowCount()).isEqualTo(10);
  }

  @Test
  void aConditionThatMayFailStaysBehindIt() {
    Dataset<Reading> readings =
        readings()
            .filter(row -> row.sensor() != 0)
            .filter(field(Reading::level).div(field(Reading::sensor)).gt(1.0));

    assertThat(readings.rowCount()).isPositive();
  }

  @Test
  void whatTheCodeThrowsIsTheUsersFailureWithItsCause() {
    Dataset<Reading> readings = readings().map(Reading.class, SparkCodeTest::fail);

    assertThatThrownBy(readings::rowCount)
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
        .hasMessage(
            "Cannot apply a function to rows: java.lang.IllegalStateException: sensor 0 is off")
        .hasRootCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatItThrowsWhileRowsAreReadIsTheUsersFailureToo() {
    Dataset<Reading> readings = readings().map(Reading.class, SparkCodeTest::fail);

    try (Stream<Record> rows = plans.records(readings.relation(), new MemorySize(1))) {
      assertThatThrownBy(rows::toList)
          .isInstanceOfSatisfying(
              StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
          .hasMessage(
              "Cannot apply a function to rows: java.lang.IllegalStateException: sensor 0 is off");
    }
  }

  private static Reading fail(Reading row) {
    throw new IllegalStateException("sensor " + row.sensor() + " is off");
  }

  @Test
  void codeThatCannotTravelSaysWhatItHolds() {
    Thread held = Thread.currentThread();
    Dataset<Reading> readings = readings().filter(row -> held.isAlive());

    assertThatThrownBy(readings::rowCount)
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
        .hasMessage(
            "Cannot send a function to Spark's executors: it holds a java.lang.Thread, which cannot"
                + " be serialized (pass a value that is, or make what it needs inside the function)");
  }

  @Test
  void aNullWhereTheRecordSaysNeverNamesTheComponent() {
    List<Loose> rows = List.of(new Loose(1, 1.0), new Loose(2, null));
    Dataset<Loose> loose = dataset(Loose.class, new Rows(RecordType.of(Loose.class), rows));
    Dataset<Reading> readings =
        loose.select(Reading.class, field(Loose::sensor), field(Loose::level));

    assertThatThrownBy(readings::rowCount)
        .isInstanceOf(StrideException.class)
        .hasMessage(
            "NULL_VALUE: Reading.level is null but its record says never null (make it @Nullable or"
                + " boxed)");
  }

  @Test
  void aFileWithANullWhereTheRecordSaysNeverIsRefusedBeforeAnythingRuns() {
    List<Loose> rows = List.of(new Loose(1, 1.0), new Loose(2, null));
    plans.writeParquet(new Rows(RecordType.of(Loose.class), rows), folder);
    Scan scan = new Scan("loose", RecordType.of(Reading.class), Parquet.at(folder.toString()));

    assertThatThrownBy(() -> backend.check(scan))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessage(
            "Cannot read Parquet dataset 'loose': "
                + folder
                + " has 1 nulls in column 'level' (Reading.level is never null; make it"
                + " @Nullable)");
  }
}
