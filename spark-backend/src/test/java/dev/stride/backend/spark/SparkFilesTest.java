// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import static dev.stride.api.expression.Functions.field;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.Dataset;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Csv;
import dev.stride.api.source.JsonLines;
import dev.stride.api.source.Source;
import dev.stride.api.type.RecordType;
import dev.stride.backend.spark.plan.SparkPlans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark knows of files that Stride's own parsers read. */
public class SparkFilesTest {
  /** A line. */
  public record Line(int id, String text, double level) {}

  /** One column of it. */
  public record Id(int id) {}

  private static SparkBackend backend;
  private static SparkPlans plans;
  private static SparkSession session;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    backend = SharedSpark.backend();
    Sessions sessions = Sessions.beside(SharedSpark.session(), SparkSettings.of(Map.of()));
    session = sessions.own();
    plans = new SparkPlans(session, sessions.users());
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  private static Dataset<Line> lines(Source source) {
    Relation scan = new Scan("lines", RecordType.of(Line.class), source);
    return Dataset.of(Line.class, scan, backend.reader());
  }

  private Path csv(String name, int from, int count) throws IOException {
    StringBuilder text = new StringBuilder("text,level,id\n");
    IntStream.range(from, from + count)
        .forEach(id -> text.append("t,0.5,").append(id).append('\n'));
    return Files.writeString(folder.resolve(name), text);
  }

  private static String plan(Relation relation) {
    return plans.rows(relation).queryExecution().executedPlan().toString();
  }

  @Test
  void readsOnlyTheColumnsThatAPlanNeeds() throws IOException {
    Dataset<Id> ids =
        lines(Csv.at(csv("lines.csv", 0, 10).toString())).select(Id.class, field(Line::id));

    assertThat(plan(ids.relation())).containsPattern("Scan CSV lines\\s*\\[id#\\d+\\]");
    assertThat(ids.toList()).hasSize(10);
  }

  @Test
  void readsNoValueThatAPlanDoesNotNeed() throws IOException {
    Path file = Files.writeString(folder.resolve("lines.json"), "{\"id\":1,\"level\":\"high\"}\n");
    Dataset<Id> ids = lines(JsonLines.at(file.toString())).select(Id.class, field(Line::id));

    assertThat(ids.toList()).containsExactly(new Id(1));
  }

  @Test
  void knowsHowLargeTheFilesAre() throws IOException {
    Path file = csv("lines.csv", 0, 1000);

    assertThat(
            plans
                .rows(lines(Csv.at(file.toString())).relation())
                .queryExecution()
                .optimizedPlan()
                .stats()
                .sizeInBytes()
                .toLong())
        .isEqualTo(Files.size(file));
  }

  @Test
  void keepsTheOrderOfFilesWhichMayShareATask() throws IOException {
    for (int index = 0; index < 60; index++) {
      csv("%02d.csv".formatted(index), 10 * index, 10);
    }
    Dataset<Line> lines = lines(Csv.at(folder.toString()));

    assertThat(plans.rows(lines.relation()).rdd().getNumPartitions()).isEqualTo(2);
    assertThat(lines.stream().map(Line::id))
        .containsExactlyElementsOf(IntStream.range(0, 600).boxed().toList());
  }

  @Test
  void planningRunsNoJob() throws IOException {
    Path file = csv("lines.csv", 0, 10);
    session.sparkContext().setJobGroup("planning", "planning", false);

    plan(lines(Csv.at(file.toString())).filter(field(Line::id).gt(3)).relation());

    assertThat(session.sparkContext().statusTracker().getJobIdsForGroup("planning")).isEmpty();
    session.sparkContext().clearJobGroup();
  }

  @Test
  void comparesFilesWithThemselves() throws IOException {
    Dataset<Line> lines = lines(Csv.at(csv("lines.csv", 0, 10).toString()));

    assertThat(lines.union(lines).rowCount()).isEqualTo(20);
    assertThat(lines.intersect(lines).rowCount()).isEqualTo(10);
  }
}
