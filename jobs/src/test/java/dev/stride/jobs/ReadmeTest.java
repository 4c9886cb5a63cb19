// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.jobs.flights.FlightDelays;
import dev.stride.planner.PlanPrinter;
import dev.stride.runner.RunOptions;
import dev.stride.runner.RunResult;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.runner.cli.ResultText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows is what the code is and does. */
class ReadmeTest {
  private static final Path HOME = Path.of("").toAbsolutePath().getParent();
  private static final Pattern BLOCK =
      Pattern.compile("<!-- (.+?) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  private static List<MatchResult> blocks(String start) throws IOException {
    return blocks("README.md", start);
  }

  private static List<MatchResult> blocks(String text, String start) throws IOException {
    List<MatchResult> blocks =
        BLOCK
            .matcher(Files.readString(HOME.resolve(text)))
            .results()
            .filter(block -> block.group(1).startsWith(start))
            .toList();
    assertThat(blocks).as("blocks of " + text + " that begin with: " + start).isNotEmpty();
    return blocks;
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/guide/hardening.md", "docs/guide/secrets.md"})
  void showsCodeThatIsInTheSources(String text) throws IOException {
    for (MatchResult block : blocks(text, "from ")) {
      String source = Files.readString(HOME.resolve(block.group(1).substring("from ".length())));
      for (String part : block.group(2).split(" *…\n", -1)) {
        assertThat(source).contains(part);
      }
    }
  }

  private static Map<String, String> parameters() {
    return Map.of(
        "flights", file("flights"), "weather", file("weather"), "airlines", file("airlines"));
  }

  private static String file(String name) {
    return HOME.resolve("jobs/data/nycflights13/" + name + ".parquet").toString();
  }

  private Stride stride() {
    return Stride.with(Settings.of(Map.of("stride.store", folder.toString())));
  }

  @Test
  void showsThePlan() throws IOException {
    try (Stride stride = stride()) {
      String plan =
          PlanPrinter.print(stride.plan(new FlightDelays(), parameters(), RunOptions.ofDefaults()));
      assertThat(blocks("the plan of flight-delays").get(0).group(2))
          .isEqualTo(plan.replace(HOME + "/", ""));
    }
  }

  @Test
  void showsTheResult() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (Stride stride = stride();
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8)) {
      RunResult result = stride.run(new FlightDelays(), parameters());
      new ResultText(out).print(result);
    }
    Stream<String> shown = blocks("the result of flight-delays").get(0).group(2).lines();
    assertThat(text.toString(StandardCharsets.UTF_8).lines())
        .containsSequence(shown.takeWhile(line -> !line.equals("…")).toList());
    assertThat(text.toString(StandardCharsets.UTF_8).lines())
        .containsSequence(
            blocks("the result of flight-delays")
                .get(0)
                .group(2)
                .lines()
                .dropWhile(line -> !line.equals("…"))
                .skip(1)
                .toList());
  }
}
