// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.testing.cloud.LocalBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submitted to a standalone cluster, a workflow answers as it does on this machine. */
class StandaloneClusterTest {
  private static final String CREDENTIALS = "-Daws.accessKeyId=test -Daws.secretAccessKey=test";

  @TempDir private static Path folder;
  private static SparkJar jar;
  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws IOException {
    SparkDistribution spark = SparkDistribution.find();
    jar = new SparkJar(spark, folder);
    cluster = StandaloneCluster.start(spark, folder);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static List<String> options(String... further) {
    List<String> options = new ArrayList<>(List.of("--master", cluster.url()));
    options.addAll(List.of("--conf", "spark.ui.enabled=false"));
    options.addAll(List.of("--conf", "spark.sql.shuffle.partitions=4"));
    options.addAll(List.of(further));
    return options;
  }

  private static List<String> words(String line, List<String> more) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.addAll(more);
    return words;
  }

  private static Subprocess.Ending submit(List<String> arguments) throws IOException {
    try (Subprocess process = jar.submit(options(), arguments)) {
      return process.ending();
    }
  }

  @Test
  void answersFlightDelaysAsTheEmbeddedEngineDoes() throws IOException {
    List<String> data = SparkJar.flightData();

    SameResult.check(
        submit(words("run flight-delays --on spark --output json", data)),
        jar.here(words("run flight-delays --on local --output json", data)));
  }

  @Test
  void answersAllOfTpchAsTheEmbeddedEngineDoes() throws IOException {
    Path data = folder.resolve("tpch");
    assertThat(jar.here(words("data tpch --scale 0.01 --out", List.of(data.toString()))).code())
        .isZero();
    List<String> parameter = List.of("--data", data.toString());

    SameResult.check(
        submit(words("run tpch --on spark --output json", parameter)),
        jar.here(words("run tpch --on local --output json", parameter)));
  }

  @Test
  void refusesAStoreThatItsMachinesCannotWriteFor() throws IOException {
    List<String> command = words("run flight-delays --on spark", SparkJar.flightData());
    Subprocess.Ending ending;
    try (LocalBucket bucket = LocalBucket.start()) {
      command.add("--conf=stride.store=" + bucket.location());
      bucket.settings().forEach((key, value) -> command.add("--conf=" + key + "=" + value));
      try (Subprocess process =
          jar.submit(options("--driver-java-options", CREDENTIALS), command)) {
        ending = process.ending();
      }
    }

    assertThat(ending.code()).isEqualTo(3);
    assertThat(ending.err())
        .contains(
            "' on spark: its machines cannot write for s3://stride-local (add hadoop-aws and"
                + " spark-hadoop-cloud of its version to Spark, or set stride");
  }

  /** The master's machines write and read the objects by themselves. */
  @Test
  void answersOverAStoreOfObjectsAsTheEmbeddedEngineDoes() throws IOException {
    List<String> data = SparkJar.flightData();
    Subprocess.Ending ending;
    try (LocalBucket bucket = LocalBucket.start()) {
      List<String> command = words("run flight-delays --on spark --output json", data);
      command.add("--conf=stride.store=" + bucket.location());
      command.add("--conf=stride.spark.arrow-limit=1KiB");
      bucket.settings().forEach((key, value) -> command.add("--conf=" + key + "=" + value));
      List<String> options =
          options("--driver-java-options", CREDENTIALS, "--jars", S3aJars.separatedByCommas());
      options.addAll(List.of("--conf", "spark.executor.extraJavaOptions=" + CREDENTIALS));
      try (Subprocess process = jar.submit(options, command)) {
        ending = process.ending();
      }
    }

    SameResult.check(ending, jar.here(words("run flight-delays --on local --output json", data)));
  }

  @Test
  void outlivesAnExecutorThatIsKilledInMidStep() throws IOException {
    Path hanging = Files.createDirectory(folder.resolve("signs")).resolve("hanging");
    Path store = folder.resolve("store of the killed");
    Subprocess.Ending ending;
    try (Subprocess process = jar.submit(hangingOptions(), in(store, copies(hanging)))) {
      process.awaitFile(hanging);
      assertThat(cluster.executors()).isNotEmpty().allMatch(ProcessHandle::destroyForcibly);
      ending = process.ending();
    }

    SameResult.check(ending, jar.here(copies(hanging)));
    assertThat(ending.err()).contains("ExecutorLostFailure");
    assertThat(files(store, ".parquet")).hasSize(1);
    assertThat(files(store, "commit.json")).hasSize(1);
  }

  @Test
  void resumesWhatAKilledDriverHasLeft() throws IOException {
    Path hanging = Files.createDirectory(folder.resolve("signs of a driver")).resolve("hanging");
    Path store = folder.resolve("store of the driver");
    try (Subprocess driver = jar.submit(hangingOptions(), in(store, copies(hanging)))) {
      driver.awaitFile(hanging);
    }
    assertThat(files(store, "commit.json")).isEmpty();

    List<String> resume = List.of("resume", "last", "--output", "json");
    Subprocess.Ending resumed;
    try (Subprocess driver = jar.submit(hangingOptions(), in(store, resume))) {
      resumed = driver.ending();
    }

    SameResult.check(resumed, jar.here(copies(hanging)));
    assertThat(files(store, "commit.json")).hasSize(1);
  }

  @Test
  void sendsTheJarOfARunToItsExecutors() throws IOException {
    List<String> run = new ArrayList<>(copies(Files.createFile(folder.resolve("no hanging"))));
    run.addAll(1, List.of("--jar", jar.ofWorkflow().toString(), "--on", "spark"));

    Subprocess.Ending submitted = submit(run);

    SameResult.check(submitted, jar.here(copies(folder.resolve("no hanging"))));
  }

  private static List<String> hangingOptions() throws IOException {
    return options("--jars", jar.ofWorkflow().toString());
  }

  private static List<String> copies(Path hanging) {
    return List.of(
        "run",
        FirstTaskHangs.class.getName(),
        "--output",
        "json",
        "--airlines",
        SparkJar.flightData().get(5),
        "--hanging",
        hanging.toString());
  }

  private static List<String> in(Path store, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--conf", "stride.store=" + store));
    return all;
  }

  private static List<Path> files(Path store, String end) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      return files.filter(file -> file.getFileName().toString().endsWith(end)).toList();
    }
  }
}
