// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line under {@code spark-submit} is the command line. */
class SparkSubmitTest {
  @TempDir private Path folder;
  private SparkJar jar;

  @BeforeEach
  void findSpark() throws IOException {
    jar = new SparkJar(SparkDistribution.find(), folder);
  }

  private Subprocess.Ending submit(String... arguments) throws IOException {
    try (Subprocess process = jar.submit(List.of("--master", "local[2]"), List.of(arguments))) {
      return process.ending();
    }
  }

  private static JsonNode json(Subprocess.Ending ending) throws IOException {
    return new ObjectMapper().readTree(ending.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "process"})
  void printsTheSameResultInTheDriverAndInProcessesBesideIt(String layer) throws IOException {
    List<String> run = new ArrayList<>(List.of("run", "flight-delays", "--on", "local"));
    run.addAll(SparkJar.flightData());
    run.addAll(List.of("--output", "json"));

    List<String> placed = new ArrayList<>(run);
    placed.addAll(List.of("--with", "fitCarrier=" + layer));
    Subprocess.Ending submitted = submit(placed.toArray(String[]::new));

    assertThat(submitted.code()).as(submitted.err()).isZero();
    assertThat(submitted.err()).containsPattern("fitCarrier +" + layer);
    assertThat(json(submitted).path("status").asText()).isEqualTo("succeeded");
    assertThat(json(submitted).path("result")).isEqualTo(json(jar.here(run)).path("result"));
  }

  @Test
  void runsAWorkflowOfAJarThatSparkWasNotTold() throws IOException {
    Path present = Files.createFile(folder.resolve("no hanging"));
    String[] run = {
      "run",
      "--jar",
      jar.ofWorkflow().toString(),
      FirstTaskHangs.class.getName(),
      "--output",
      "json",
      "--airlines",
      SparkJar.flightData().get(5),
      "--hanging",
      present.toString()
    };

    SameResult.check(submit(run), jar.here(List.of(run)));
  }

  @Test
  void placesDataParallelStepsOnTheDriversSpark() throws IOException {
    Subprocess.Ending plan = submit("plan", "flight-delays");

    assertThat(plan.code()).as(plan.err()).isZero();
    assertThat(plan.out())
        .startsWith("workflow flight-delays\n")
        .contains("because: data-parallel, and this is a Spark driver");
  }

  @Test
  void leavesWithItsOwnExitCodeAndNothingOnTheOutput() throws IOException {
    Subprocess.Ending ending = submit("run", "flight-delay");

    assertThat(ending.code()).as(ending.err()).isEqualTo(3);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.err())
        .contains("stride: Unknown workflow: flight-delay (did you mean flight-delays?)")
        .doesNotContain("\tat ");
  }
}
