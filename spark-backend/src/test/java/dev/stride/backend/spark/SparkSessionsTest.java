// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import static dev.stride.api.expression.Functions.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Dataset;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Arrow;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.api.spi.StoreAddress;
import dev.stride.api.type.RecordType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run does to the session that it finds, and what ends with it. */
public class SparkSessionsTest {
  /** A number. */
  public record Number(int value) {}

  @TempDir private Path folder;

  private static Dataset<Number> numbers(SparkBackend backend, int count) {
    List<Number> rows = IntStream.range(0, count).mapToObj(Number::new).toList();
    return Dataset.of(Number.class, new Rows(RecordType.of(Number.class), rows), backend.reader());
  }

  @Test
  void runsOnTheSparkThatTheBuildMeans() {
    String running = SharedSpark.session().version();

    assertThat(running).isEqualTo(System.getProperty("stride.expected.spark", running));
  }

  @Test
  void leavesTheUsersSessionAsItWas() {
    SparkSession users = SharedSpark.session().newSession();
    users.conf().set("spark.sql.ansi.enabled", "false");
    users.conf().set("spark.sql.session.timeZone", "Asia/Kolkata");
    users.conf().set("spark.sql.autoBroadcastJoinThreshold", "1234");
    users.range(3).createOrReplaceTempView("three");
    users.udf().register("twice", (Integer x) -> 2 * x, DataTypes.IntegerType);
    Map<String, String> before = settings(users);

    try (SparkBackend backend = SparkBackend.on(users, Map.of(), StoreAddress.none())) {
      assertThat(numbers(backend, 10).filter(field(Number::value).gt(6)).rowCount()).isEqualTo(3);
    }

    assertThat(settings(users)).isEqualTo(before);
    assertThat(users.sparkContext().isStopped()).isFalse();
    assertThat(users.sql("SELECT twice(CAST(id AS INT)) AS x FROM three").count()).isEqualTo(3);
  }

  private static Map<String, String> settings(SparkSession session) {
    return Map.copyOf(scala.jdk.javaapi.CollectionConverters.asJava(session.conf().getAll()));
  }

  @Test
  void takesOverTheUsersSettingsAndSaysWhichItReplaces() {
    SparkSession users = SharedSpark.session().newSession();
    users.conf().set("spark.sql.ansi.enabled", "false");
    users.conf().set("spark.sql.autoBroadcastJoinThreshold", "1234");

    Sessions sessions = Sessions.beside(users, SparkSettings.of(Map.of()));

    assertThat(sessions.own().conf().get("spark.sql.autoBroadcastJoinThreshold")).isEqualTo("1234");
    assertThat(sessions.own().conf().get("spark.sql.ansi.enabled")).isEqualTo("true");
    assertThat(sessions.own().conf().get("spark.sql.session.timeZone")).isEqualTo("UTC");
    assertThat(sessions.overridden()).containsEntry("spark.sql.ansi.enabled", "false");
  }

  @Test
  void refusesASettingThatCameTooLate() {
    assertThatThrownBy(() -> SharedSpark.backend(Map.of("spark.master", "local[7]")))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessage(
            "Cannot set spark.master: Spark runs already with local[2] (set it where Spark is"
                + " started)");
  }

  @Test
  void writesADatasetAsParquetAndNothingBeside() throws Exception {
    try (SparkBackend backend = SharedSpark.backend()) {
      Dataset<Number> numbers = numbers(backend, 10);

      backend
          .start(new StepTask.Materialize("numbers", numbers.relation(), folder))
          .completion()
          .toCompletableFuture()
          .get();

      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .isNotEmpty()
            .allMatch(name -> name.startsWith("part-") && name.endsWith(".parquet"));
      }
      assertThat(SharedSpark.session().read().parquet("file:" + folder).count()).isEqualTo(10);
    }
  }

  @Test
  void namesJobsAndStagesAfterTheStep() throws Exception {
    SparkContext context = SharedSpark.session().sparkContext();
    Names names = new Names();
    context.addSparkListener(names);
    try (SparkBackend backend = SharedSpark.backend()) {
      Dataset<Number> numbers = numbers(backend, 10).distinct();

      backend
          .start(new StepTask.Materialize("distinctNumbers", numbers.relation(), folder))
          .completion()
          .toCompletableFuture()
          .get();
      context.listenerBus().waitUntilEmpty();

      assertThat(names.jobs).isNotEmpty().containsOnly("distinctNumbers");
      assertThat(names.stages).isNotEmpty().containsOnly("distinctNumbers");
    } finally {
      context.removeSparkListener(names);
    }
  }

  /** What Spark's pages call jobs and stages. */
  private static final class Names extends SparkListener {
    private final Set<String> jobs = ConcurrentHashMap.newKeySet();
    private final Set<String> stages = ConcurrentHashMap.newKeySet();

    @Override
    public void onJobStart(SparkListenerJobStart start) {
      jobs.add(start.properties().getProperty("spark.job.description"));
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted completed) {
      stages.add(completed.stageInfo().name());
    }
  }

  @Test
  void handsSmallDatasetsToCodeAsOneArrowFileAndOthersAsParquet() throws Exception {
    try (SparkBackend small = SharedSpark.backend(Map.of("arrow-limit", "1MiB"));
        SparkBackend none = SharedSpark.backend(Map.of("arrow-limit", "1KiB"))) {
      assertThat(handedOver(small, Files.createDirectory(folder.resolve("small"))))
          .containsExactly("part-00000.arrow");
      assertThat(handedOver(none, Files.createDirectory(folder.resolve("large"))))
          .isNotEmpty()
          .allMatch(name -> name.endsWith(".parquet"));

      Scan arrow =
          new Scan(
              "numbers", RecordType.of(Number.class), Arrow.at(folder.resolve("small").toString()));
      assertThat(SharedSpark.rows(small, arrow))
          .containsExactlyElementsOf(IntStream.range(0, 1000).mapToObj(Number::new).toList());
    }
  }

  private static List<String> handedOver(SparkBackend backend, Path to) throws Exception {
    backend
        .start(
            new StepTask.Materialize(
                "numbers",
                numbers(backend, 1000).relation(),
                to,
                Optional.empty(),
                StepTask.Readers.CODE))
        .completion()
        .toCompletableFuture()
        .get();
    try (Stream<Path> files = Files.list(to)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void cancelsTheJobsOfAnAttemptAndOnlyThose() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    STARTED.set(running);
    try (SparkBackend backend = SharedSpark.backend()) {
      Dataset<Number> endless = numbers(backend, 2).filter(SparkSessionsTest::neverEnds);
      StepAttempt attempt =
          backend.start(new StepTask.Materialize("endless", endless.relation(), folder));
      running.await();

      attempt.cancel();

      assertThatThrownBy(() -> attempt.completion().toCompletableFuture().get())
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CANCELLED));
      assertThat(numbers(backend, 3).rowCount()).isEqualTo(3);
    }
  }

  private static final java.util.concurrent.atomic.AtomicReference<CountDownLatch> STARTED =
      new java.util.concurrent.atomic.AtomicReference<>(new CountDownLatch(1));

  private static boolean neverEnds(Number number) throws InterruptedException {
    STARTED.get().countDown();
    new CountDownLatch(1).await();
    return true;
  }
}
