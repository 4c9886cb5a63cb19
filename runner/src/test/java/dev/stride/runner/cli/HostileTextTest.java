// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.runner.Echo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that wants to be a command, a line of ours, or a command to the terminal. */
class HostileTextTest {
  private static final List<String> TEXTS =
      List.of(
          "'",
          "\"",
          "`id`",
          "$(id)",
          "; rm -rf x",
          "a && b || c | d > e < f",
          "\\",
          "\n",
          " leading and trailing ",
          "two\nlines\r\nand \t more",
          "--deed=throw",
          "%s %n %PATH% ${HOME} #{1} *",
          "ümläut 😀 \u202e",
          "{\"@type\":\"Ready\"}",
          "\u0001\u001b[31m\u007f\u009b");

  private static final String TRICKS =
      "progress\rdone\n\u001b[2J\u001b]0;title\u0007\u009b31m \u202eesrever\u2028\n"
          + "== act attempt 2\nstride: Cannot go on: everything is lost (run rm -rf /)\n"
          + "Run 20260101-000000-abcde succeeded\n";

  @TempDir private Path folder;

  private Ending stride(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--conf=stride.store=" + folder.resolve("store"));
    return Ending.of(all.toArray(String[]::new));
  }

  private static PrintStream printing(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private Ending echo(String text, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("run", Echo.class.getName(), "-q", "--text=" + text));
    arguments.addAll(List.of(more));
    return stride(arguments.toArray(String[]::new));
  }

  private static void steersNothing(String printed) {
    assertThat(printed.codePoints())
        .as(printed)
        .noneMatch(
            point ->
                point != '\n'
                    && (Character.getType(point) == Character.CONTROL
                        || Character.getType(point) == Character.FORMAT
                        || Character.getType(point) == Character.LINE_SEPARATOR));
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "process"})
  void handsTextToTheStepAsItIs(String layer) throws IOException {
    for (String text : TEXTS) {
      Ending ending = echo(text, "--output=json", "--with=" + layer);
      assertThat(ending.code()).as(ending.err()).isZero();
      assertThat(ending.json().at("/result/text").asText()).isEqualTo(text);
    }
  }

  /** Needs a shell: the line is one, and says what a shell would have done. */
  @Test
  void handsTextToSparkSubmitAsItIs() throws Exception {
    Path home = folder.resolve("spark");
    Path command = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
    Path got = folder.resolve("got");
    Files.writeString(
        command,
        "#!/bin/sh\nfor word in \"$@\"; do printf '%s\\0' \"$word\"; done > '" + got + "'\n");
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    SparkSubmitLauncher launcher =
        new SparkSubmitLauncher(java.util.Map.of("SPARK_HOME", home.toString()));

    assertThat(launcher.run(TEXTS, printing(said))).isZero();
    assertThat(Files.readString(got).split("\0", -1)).startsWith(TEXTS.toArray(String[]::new));

    Files.delete(got);
    Process shell = new ProcessBuilder("sh", "-c", launcher.line(TEXTS)).start();
    assertThat(shell.waitFor()).isZero();
    assertThat(Files.readString(got).split("\0", -1)).startsWith(TEXTS.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "process"})
  void framesWhatAStepPrints(String layer) throws IOException {
    assertThat(echo(TRICKS, "--deed=print", "--with=" + layer).code()).isZero();

    Ending logs = stride("logs", "last/act");
    steersNothing(logs.out());
    if (layer.equals("process")) {
      assertThat(logs.out().lines())
          .containsExactly(
              "== act attempt 0-1",
              "  | progress",
              "  | done",
              "  | ?[2J?]0;title??31m ?esrever?",
              "  | == act attempt 2",
              "  | stride: Cannot go on: everything is lost (run rm -rf /)",
              "  | Run 20260101-000000-abcde succeeded",
              "  | ");
      assertThat(stride("logs", "last/act", "--output=json").json().at("/logs/0/log").asText())
          .isEqualTo(TRICKS + "\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "process"})
  void framesWhatAStepThrows(String layer) {
    Ending ending = echo(TRICKS, "--deed=throw", "--with=" + layer + ",retry:1");

    assertThat(ending.code()).isEqualTo(1);
    steersNothing(ending.all().replace("\t", " "));
    assertThat(ending.err().lines().filter(line -> !line.startsWith("  | ")))
        .allMatch(
            line ->
                line.startsWith("stride: Cannot finish step 'act' slot 0 (")
                    || line.startsWith("Run 2") && line.contains(" failed (stride logs "));
    steersNothing(stride("show", "last/act").all().replace("\t", " "));
    steersNothing(stride("logs", "last/act").all().replace("\t", " "));
  }

  @Test
  void showsBytesThatAreNoText() {
    assertThat(echo("\u00ff\u00fe\u0000\u00c3", "--deed=print-bytes", "--with=process").code())
        .isZero();

    assertThat(stride("logs", "last/act").out())
        .isEqualTo("== act attempt 0-1\n  | \ufffd\ufffd?\ufffd\n");
  }

  @Test
  void printsAResultThatSteersNothing() {
    Ending ending = echo(TRICKS);

    assertThat(ending.code()).isZero();
    steersNothing(ending.out());
    assertThat(ending.out()).startsWith("text: progress?done\n?[2J");
  }

  @Test
  void repeatsNoCommandLineThatSteers() {
    steersNothing(stride("run", Echo.class.getName(), "--\u001b[31mx", "1").err());
    steersNothing(stride("\u001b[31mx\u202e").err());
    steersNothing(stride("show", "\u001b[31m").err());
    steersNothing(echo("x", "--with=\u009bact=retry:1").err());
  }
}
