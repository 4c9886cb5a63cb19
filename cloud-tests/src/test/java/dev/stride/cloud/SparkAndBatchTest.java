// SPDX-License-Identifier: Apache-2.0
package dev.stride.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stride.jobs.cluster.S3aJars;
import dev.stride.jobs.cluster.SameResult;
import dev.stride.jobs.cluster.SparkDistribution;
import dev.stride.jobs.cluster.SparkJar;
import dev.stride.jobs.cluster.Subprocess;
import dev.stride.testing.cloud.LocalCloud;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run over one store on S3, whose steps are on Spark and in containers. */
class SparkAndBatchTest {
  private static final String CREDENTIALS = "-Daws.accessKeyId=test -Daws.secretAccessKey=test";

  @TempDir private Path folder;

  @Test
  void sparkPreparesTheRowsThatContainersFitModelsTo() throws Exception {
    assumeTrue(
        Files.exists(SparkJar.FILE) || "true".equals(System.getenv("CI")),
        "there is no " + SparkJar.FILE + " (run mvn verify)");
    SparkJar jar = new SparkJar(SparkDistribution.find(), folder);
    List<String> command = new ArrayList<>(List.of("run", "flight-delays", "--output", "json"));
    command.addAll(SparkJar.flightData());
    Subprocess.Ending mixed;
    String jobs;
    try (LocalCloud cloud = Clouds.start()) {
      List<String> onBoth = new ArrayList<>(command);
      onBoth.addAll(List.of("--on", "spark", "--with", "fitCarrier=batch"));
      onBoth.add("--conf=stride.batch.slots-per-job=4");
      cloud.settings().forEach((key, value) -> onBoth.add("--conf=" + key + "=" + value));
      List<String> options =
          List.of(
              "--master=local[2]",
              "--driver-java-options=" + CREDENTIALS,
              "--jars=" + S3aJars.separatedByCommas(),
              "--conf=spark.ui.enabled=false",
              "--conf=spark.sql.shuffle.partitions=2");
      try (Subprocess process = jar.submit(options, onBoth)) {
        mixed = process.ending();
      }
      jobs = cloud.jobs();
    }

    command.add("--on=local");
    SameResult.check(mixed, jar.here(command));
    assertThat(jobs).contains("-fitcarrier-");
    assertThat(mixed.err()).contains("delaysByRoute    spark", "fitCarrier       batch");
  }
}
