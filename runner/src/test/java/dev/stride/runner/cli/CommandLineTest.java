// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stride.runner.Guarded;
import dev.stride.runner.Numbers;
import dev.stride.runner.RunOptions;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the command line: exit codes, what goes where, and each message. */
class CommandLineTest {
  @TempDir private Path folder;
  private String store;

  @BeforeEach
  void chooseStore() {
    store = "stride.store=" + folder.resolve("a store, with 'quotes' and ümläute");
  }

  /** The same with the test's store. */
  private Ending stored(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--conf", store));
    return Ending.of(all.toArray(String[]::new));
  }

  private String run() throws IOException {
    return stored("run", "numbers", "--output", "json", "-q").json().path("run").asText();
  }

  /** A disk that is full after some bytes. */
  private static final class SmallDisk extends OutputStream {
    private int left = 20;

    @Override
    public void write(int single) throws IOException {
      left--;
      if (left < 0) {
        throw new IOException("No space left on device");
      }
    }
  }

  @Test
  void failsWhereItsResultCannotBePrinted() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        CommandLineInterface.printingTo(ResultStream.to(new SmallDisk()), Ending.printing(err))
            .execute("run", "numbers", "--output", "json", "-q", "--conf", store);

    assertThat(code).isEqualTo(3);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "stride: Cannot print result: No space left on device (free space or print elsewhere;"
                + " stride artifact last/STEP prints it again)\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void saysThatAResultsRecordRefusesItsValues(String output) throws IOException {
    Ending ending = stored("run", Guarded.class.getName(), "-q", "--output", output);

    assertThat(ending.code()).isEqualTo(1);
    assertThat(ending.err())
        .startsWith(
            "stride: Cannot print result of guarded: java.lang.IllegalArgumentException: no age: -1"
                + " (run ")
        .endsWith(" has succeeded; correct the record that cannot be read, --debug shows where)\n");
    if (output.equals("json")) {
      assertThat(ending.json().at("/error/message").asText()).contains("no age: -1");
      assertThat(ending.json().at("/error/kind").asText()).isEqualTo("user");
    }
  }

  @Test
  void doesNotComplainOfAReaderThatHasEnough() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int single) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        CommandLineInterface.printingTo(ResultStream.to(closed), Ending.printing(err))
            .execute("list");

    assertThat(code).isZero();
    assertThat(err.size()).isZero();
  }

  @Test
  void drawsNothingOverAResult() {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    Settings settings = Settings.of(Map.of("stride.store", folder.resolve("store").toString()));
    try (Stride stride = Stride.with(settings);
        Progress display = new Progress(Ending.printing(screen), Progress.Style.LIVE)) {
      stride.run(new Numbers(), Map.of(), RunOptions.ofDefaults().listeningWith(display));
      screen.writeBytes("the result".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(screen.toString(StandardCharsets.UTF_8))
        .contains("✓ square")
        .endsWith(" s\nthe result");
  }

  @Test
  void listsWorkflowsWithTheirParameters() throws IOException {
    assertThat(Ending.of("list").out())
        .isEqualTo(
            """
            numbers  Adds up squares.
              --up-to Integer (default 5)  The last number.
              --above Integer (default 0)
            shout
              --file String (required)
              --least Integer (default 2)
            """);
    JsonNode json = Ending.of("list", "--output", "json").json();
    assertThat(json.at("/workflows/0/parameters/0/default").asText()).isEqualTo("5");
    assertThat(json.at("/workflows/1/parameters/0/default").isNull()).isTrue();
  }

  @Test
  void printsTheResultAsOneDocumentAndProgressElsewhere() throws IOException {
    Ending ending = stored("run", "numbers", "--up-to", "3", "--output", "json", "--tag", "mine");
    assertThat(ending.code()).isZero();
    JsonNode json = ending.json();
    assertThat(json.path("workflow").asText()).isEqualTo("numbers");
    assertThat(json.path("status").asText()).isEqualTo("succeeded");
    assertThat(json.path("result").toString())
        .isEqualTo(
            "{\"summary\":{\"count\":3,\"squares\":[1,4,9],\"sum\":14},"
                + "\"chosen\":[{\"value\":1},{\"value\":2},{\"value\":3}]}");
    assertThat(ending.err()).contains("Run " + json.path("run").asText(), "square", "3/3");
    JsonNode runs = stored("runs", "--output", "json").json();
    assertThat(runs.at("/runs/0/tag").asText()).isEqualTo("mine");
    assertThat(runs.at("/runs/0/status").asText()).isEqualTo("succeeded");
  }

  @Test
  void printsTheResultAsTables() {
    Ending ending = stored("run", "numbers", "--up-to=2", "-q");
    assertThat(ending.out())
        .isEqualTo(
            """
            summary.count: 2
            summary.squares (2 rows)
            value
            1
            4
            summary.sum: 5
            chosen (2 rows)
            value
            1
            2
            """);
    assertThat(ending.err()).isEmpty();
    assertThat(stored("run", "numbers", "-q", "--up-to", "2").out()).isEqualTo(ending.out());
  }

  @Test
  void plansWithoutRunning() throws IOException {
    Ending ending = stored("plan", "numbers");
    assertThat(ending.out()).startsWith("workflow numbers\n").contains("square[]", "because: ");
    assertThat(stored("plan", "numbers", "--output", "json").json().path("stages")).hasSize(4);
    assertThat(stored("runs", "--output", "json").json().path("runs")).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void takesQuotesInPathsAsTheyAre() {
    String quoted = "stride.store=" + folder.resolve("st ö'\"re");

    Ending ending = Ending.of("run", "numbers", "-q", "--conf", quoted);

    assertThat(ending.code()).isZero();
    assertThat(ending.err()).isEmpty();
    assertThat(folder.resolve("st ö'\"re")).isDirectory();
  }

  @Test
  void makesNoStoreOfAFolderThatItOnlyLooksAt() throws IOException {
    Ending ending = stored("runs");

    assertThat(ending.code()).isZero();
    assertThat(ending.err()).contains("there is no store yet: ");
    assertThat(stored("show", "last").code()).isEqualTo(3);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void saysThatThereIsNoSuchSlot() throws IOException {
    String run = run();

    Ending ending = stored("show", run + "/square/99");

    assertThat(ending.code()).isEqualTo(3);
    assertThat(ending.err())
        .contains("Cannot find slot: 99 of step square in run " + run + " (stride show");
    assertThat(stored("logs", run + "/square/99").code()).isEqualTo(3);
    assertThat(stored("artifact", run + "/square/99").code()).isEqualTo(3);
    assertThat(stored("show", run + "/square/0").code()).isZero();
  }

  @Test
  void resumesTheLastRun() throws IOException {
    String first = run();
    assertThat(stored("resume", "last", "--plan").out())
        .isEqualTo(
            "chosen: reused\nvalues: reused\nsquare: reused\nsummary: reused\n"
                .replace("summary", "summarize"));
    Ending ending = stored("resume", first, "--output", "json");
    assertThat(ending.code()).isZero();
    assertThat(ending.json().at("/result/summary/sum").asInt()).isEqualTo(55);
    assertThat(ending.err()).contains("reused");
  }

  @Test
  void showsWhatARunLeft() throws IOException {
    String run = run();
    assertThat(stored("show", run).out())
        .contains("status: succeeded", "workflow numbers", "square", "summarize");
    assertThat(stored("show", run + "/values", "--output", "json").json().at("/steps/0/commit"))
        .hasToString("\"normal\"");
    assertThat(stored("show", run, "--output", "json").json().path("edges"))
        .extracting(
            edge -> edge.path("from").asText() + ">" + edge.path("to").asText(),
            edge -> edge.path("form").asText(),
            edge -> edge.path("parts").asInt())
        .containsExactlyInAnyOrder(
            tuple("chosen>values", "parquet", 1),
            tuple("values>square", "json", 1),
            tuple("square>summarize", "slots", 5),
            tuple("chosen>summarize", "parquet", 1));
    assertThat(stored("show", run + "/values").out())
        .containsPattern("handed on from +to +form +parts +bytes\n")
        .containsPattern("values +square +json +1 +11\n")
        .doesNotContain("summarize ");
    assertThat(stored("artifact", run + "/values").out()).isEqualTo("[1,2,3,4,5]\n");
    assertThat(stored("artifact", run + "/square/2").out()).isEqualTo("9\n");
    assertThat(stored("artifact", run + "/chosen").out().strip()).endsWith(".parquet");
    assertThat(stored("artifact", run).out()).contains("values", "value.json", "part-00000");
  }

  private Path inRun(String run, String pattern) throws IOException {
    Path root = Path.of(store.substring("stride.store=".length())).resolve("runs").resolve(run);
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> matcher.matches(root.relativize(file))).findFirst().orElseThrow();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "t/values/commit.json      | Cannot read record: ",
        "t/values/a/1/value.json   | Cannot use artifact: ",
        "t/values/a/1/outcome.json | Cannot read record: ",
        "t/square/slots/*.log      | Cannot use slots: ",
        "t/square/slots/*.json     | Cannot read record: ",
        "end.json                  | Cannot read record: "
      })
  void showsTheRestOfARunWithDamage(String file, String message) throws IOException {
    String run = run();
    Path damaged = inRun(run, file);
    Files.writeString(damaged, "x");

    Ending shown = stored("show", run);

    assertThat(shown.out()).contains("workflow numbers").containsPattern("summarize +normal");
    assertThat(shown.err()).startsWith("stride: " + message).contains("is damaged");
    assertThat(shown.err().lines()).hasSize(1);
    assertThat(shown.err()).contains(String.valueOf(damaged.getFileName()));
    assertThat(shown.code()).isEqualTo(3);
    JsonNode json = stored("show", run, "--output", "json").json();
    assertThat(json.at("/damaged/0").asText()).startsWith(message);
    assertThat(json.path("steps")).hasSize(4);
  }

  @Test
  void showsASlotBesideDamage() throws IOException {
    String run = run();
    Files.writeString(inRun(run, "t/square/slots/*.json"), "x");

    Ending shown = stored("show", run + "/square/2");

    assertThat(shown.out()).containsPattern("square +normal +5");
    assertThat(shown.err()).startsWith("stride: Cannot read record: ");
    assertThat(shown.code()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run.json", "end.json"})
  void leavesWith3WhenTheRecordOfARunIsDamaged(String record) throws IOException {
    String run = run();
    Files.writeString(inRun(run, record), "{");

    refuses(3, "Cannot read record: ", "resume", run);
    assertThat(stored("show", run).code()).isEqualTo(3);
    assertThat(stored("runs").out()).containsPattern(run + " +damaged +-\n");
    assertThat(stored("runs", "--output", "json").json().at("/runs/0").has("started")).isFalse();
  }

  @Test
  void keepsTheTraceOfAFailureInTheLogOnly() throws IOException {
    Path file = Files.writeString(folder.resolve("lines.csv"), "word,count\na,x\n");
    Ending ending = stored("run", "shout", "--file", file.toString());
    assertThat(ending.code()).isEqualTo(3);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.err())
        .contains(
            "stride: Cannot finish step 'frequent': Cannot read CSV dataset 'lines': "
                + file
                + " holds 'x', which is no INT in column 'count' (correct it, or take it as a"
                + " String)")
        .doesNotContain("\tat ");
    assertThat(stored("logs", "last/frequent").out()).contains("\tat ");
    assertThat(stored("run", "shout", "--file", file.toString(), "--debug").err())
        .contains("\tat ");
  }

  @Test
  void printsAFailedRunAsADocument() throws IOException {
    Ending ending = stored("run", "shout", "--file", "/none.csv", "--output", "json", "-q");
    assertThat(ending.code()).isEqualTo(3);
    assertThat(ending.json().path("status").asText()).isEqualTo("failed");
    assertThat(ending.json().at("/error/kind").asText()).isEqualTo("configuration");
    assertThat(ending.json().at("/error/message").asText())
        .startsWith("Cannot read CSV dataset 'lines': /none.csv (no such file;");
  }

  private void refuses(int code, String message, String... arguments) {
    Ending ending = stored(arguments);
    assertThat(ending.err()).startsWith("stride: " + message);
    assertThat(ending.err().lines()).hasSize(1);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.code()).isEqualTo(code);
  }

  @Test
  void leavesWith2WhenTheCommandLineIsWrong() {
    refuses(2, "Unknown command: rnu", "rnu");
    refuses(2, "Missing NAME (see stride run --help)", "run");
    refuses(
        2,
        "Unknown option: --upto (numbers takes --up-to, --above)",
        "run",
        "numbers",
        "--upto",
        "3");
    refuses(2, "Missing value of --up-to (give it as --up-to VALUE", "run", "numbers", "--up-to");
    refuses(2, "Cannot set --up-to twice", "run", "numbers", "--up-to", "3", "--up-to=4");
    refuses(
        2,
        "Invalid value of --up-to: many (must be a whole number",
        "run",
        "numbers",
        "--up-to",
        "many");
    refuses(2, "Missing option: --file (shout needs it; add --file VALUE)", "run", "shout");
    refuses(
        2,
        "Invalid value of --on: mars (must be one of [auto, local,",
        "run",
        "numbers",
        "--on",
        "mars");
    refuses(2, "Invalid value of --output: xml (must be text or json)", "runs", "--output", "xml");
    refuses(2, "Invalid value of --conf: x (must be KEY=VALUE)", "runs", "--conf", "x");
    refuses(
        2,
        "Cannot apply --with square=retry:x: Invalid retry: x",
        "run",
        "numbers",
        "--with",
        "square=retry:x");
    refuses(
        2,
        "Cannot apply --with: there is no step 'cube'",
        "run",
        "numbers",
        "--with",
        "cube=retry:1");
    refuses(2, "Invalid path: a/b/c/d (must be RUN, RUN/STEP or RUN/STEP/SLOT", "show", "a/b/c/d");
  }

  @Test
  void leavesWith3WhenWhatIsNamedIsInvalid() throws IOException {
    refuses(3, "Unknown workflow: nubmers (did you mean numbers?)", "run", "nubmers");
    refuses(
        3,
        "Unknown setting stride.stoer (did you mean stride.store?)",
        "runs",
        "--conf",
        "stride.stoer=x");
    refuses(
        3,
        "Cannot find class: com.acme.Nope on the class path (name its jar with --jar)",
        "run",
        "com.acme.Nope");
    refuses(3, "Cannot run java.lang.String: it is no workflow", "run", "java.lang.String");
    refuses(
        3,
        "Cannot run dev.stride.api.Workflow: it is abstract (name a class that",
        "run",
        "dev.stride.api.Workflow");
    refuses(3, "Cannot find run: last in ", "show", "last");
    run();
    refuses(3, "Cannot find run: nope in ", "resume", "nope");
    refuses(3, "Cannot find step: nope in run ", "logs", "last/nope");
    assertThat(stored("artifact", "last/square/7").err())
        .startsWith("stride: Cannot find slot: 7 of step square in run ")
        .contains("/square tells how many it has)");
    Path file = Files.writeString(folder.resolve("file"), "x");
    for (List<String> command :
        List.of(List.of("run", "numbers"), List.of("runs"), List.of("show", "last"))) {
      List<String> arguments = new ArrayList<>(command);
      arguments.addAll(List.of("--conf", "stride.store=" + file));
      Ending ending = Ending.of(arguments.toArray(String[]::new));
      assertThat(ending.err())
          .isEqualTo(
              "stride: Cannot open store: "
                  + file
                  + " is no folder (set --conf stride.store=DIR)\n");
      assertThat(ending.code()).isEqualTo(3);
    }
  }

  @Test
  void leavesWith4WhenABackendIsNotThere() {
    refuses(
        4,
        "Cannot place step 'chosen' on spark: no such backend is on the class path (start it with"
            + " spark-submit, or add stride-spark-backend and Spark 4, or choose one of [thread,"
            + " process, duckdb])",
        "run",
        "numbers",
        "--on",
        "spark");
  }

  @Test
  void completesCommandsInTheShell() {
    assertThat(Ending.of("completion").out())
        .contains("complete -F", "artifact", "submit", "--master", "--output", "numbers");
  }

  @Test
  void printsItsVersionAndHelp() {
    assertThat(Ending.of("--version").out()).startsWith("stride ");
    assertThat(Ending.of("--help").out()).contains("Usage: stride", "resume", "artifact");
    assertThat(Ending.of("run", "--help").out()).contains("stride run NAME [--PARAM VALUE]");
  }

  @Test
  void deletesWhatNoRunNeeds() throws IOException {
    String older = run();
    String newer = run();

    assertThat(stored("gc", "--grace", "0s", "--keep-last", "1", "--dry-run").out())
        .contains("runs/" + older)
        .contains("its run is old")
        .contains("Would delete 1 leftover, ");
    assertThat(stored("gc", "--keep-last", "1").out()).startsWith("Deleted 1 leftover, ");
    JsonNode runs = stored("runs", "--output", "json").json().path("runs");
    assertThat(runs.size()).isEqualTo(1);
    assertThat(runs.at("/0/run").asText()).isEqualTo(newer);
    assertThat(stored("gc", "--keep-last", "1", "--output", "json").json().path("garbage"))
        .isEmpty();
  }

  @Test
  void looksWhetherRunsWillFindWhatTheyNeed() throws IOException {
    Ending good = stored("doctor");
    assertThat(good.code()).isZero();
    assertThat(good.out()).startsWith("✓ store: ");
    assertThat(stored("doctor", "--output", "json").json().at("/findings/0/verdict").asText())
        .isEqualTo("good");

    Path file = Files.createFile(folder.resolve("a file"));
    Ending bad = Ending.of("doctor", "--conf", "stride.store=" + file.resolve("store"));
    assertThat(bad.code()).isEqualTo(3);
    assertThat(bad.out())
        .isEqualTo(
            "✗ store: "
                + file.resolve("store")
                + " cannot be written (allow it, or set stride.store to another)\n");
  }

  @Test
  void refusesAnAgeThatIsNone() {
    Ending ending = stored("gc", "--older-than", "a month");

    assertThat(ending.code()).isEqualTo(2);
    assertThat(ending.err())
        .contains("Invalid --older-than: a month (must be a number and ms, s, m or h");
  }
}
