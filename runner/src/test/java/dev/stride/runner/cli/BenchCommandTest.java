// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
  @TempDir private Path folder;

  private Ending bench(String... arguments) {
    List<String> all = new ArrayList<>(List.of("bench", "--backends"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--conf", "stride.store=" + folder));
    return Ending.of(all.toArray(String[]::new));
  }

  @Test
  void comparesTheTimesAndResultsOfBackendsAndKeepsTheirRuns() throws IOException {
    Ending ending =
        bench("numbers", "--up-to=3", "--among=local,process", "--blocks=2", "--output=json");

    assertThat(ending.code()).as(ending.err()).isZero();
    JsonNode local = ending.json().at("/backends/0");
    JsonNode process = ending.json().at("/backends/1");
    assertThat(local.path("backend").asText()).isEqualTo("local");
    assertThat(local.at("/result/text").asText()).isEqualTo("the reference");
    assertThat(process.path("seconds")).hasSize(2);
    assertThat(process.at("/result/text").asText()).isEqualTo("the same");
    assertThat(process.at("/ratio/low").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(process.at("/ratio/high").asDouble());
    assertThat(ending.err()).contains("  local    first run: ", "  process  block 2 of 2: ");
    Ending runs = Ending.of("runs", "--output", "json", "--conf", "stride.store=" + folder);
    assertThat(runs.json().path("runs"))
        .hasSize(6)
        .allSatisfy(run -> assertThat(run.path("tag").asText()).isEqualTo("bench"));
  }

  @Test
  void goesOnWithoutABackendThatDoesNotFinish() {
    Ending ending = bench("numbers", "--among=local,spark", "--blocks=1");

    assertThat(ending.code()).isZero();
    assertThat(ending.out())
        .startsWith("numbers: 1 block of one run on each backend, in random order; load ")
        .contains("did not finish: ", "on spark: no such backend is on the class path")
        .contains("ratios to local, within blocks; the runs have the tag bench")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "numbers --among=cloud | 2 | Unknown backend: 'cloud' (choose from local, process, spark,"
            + " batch, lambda)",
        "numbers --blocks=0    | 2 | Invalid --blocks: 0 (must be from 1 to 1000)",
        "numbers --blocks=many | 2 | Invalid value of --blocks: many (must be a whole number)",
        "numbers --on=spark    | 2 | Cannot compare backends with --on spark (name them by --among)",
        "numbers --reuse       | 2 | Cannot compare backends with --reuse: later runs would do"
            + " nothing (leave it out)",
        "numbers --up-too=3    | 2 | Unknown option: --up-too",
        "nothing               | 3 | Unknown workflow: nothing",
      })
  void refusesWhatItCannotCompare(String arguments, int code, String message) {
    Ending ending = bench(arguments.split(" "));

    assertThat(ending.code()).isEqualTo(code);
    assertThat(ending.err()).contains(message);
    assertThat(ending.out()).isEmpty();
  }
}
