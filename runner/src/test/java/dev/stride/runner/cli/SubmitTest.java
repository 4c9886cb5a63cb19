// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line of spark-submit that {@code stride submit} prints and runs. */
class SubmitTest {
  private static final String JAR = "stride.spark.jar";

  @TempDir private Path folder;
  private Path jar;

  @BeforeEach
  void makeJar() throws IOException {
    jar = Files.createFile(folder.resolve("app.jar"));
    System.setProperty(JAR, jar.toString());
  }

  @AfterEach
  void forgetJar() {
    System.clearProperty(JAR);
  }

  private record Ending(int code, String out, String err) {}

  private static Ending stride(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = CommandLineInterface.printingTo(printing(out), printing(err)).execute(arguments);
    return new Ending(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream printing(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String words(String... arguments) {
    Ending ending = stride(arguments);
    assertThat(ending.code()).as(ending.err()).isZero();
    assertThat(ending.err()).isEmpty();
    String line = ending.out().strip();
    return line.substring(line.indexOf("spark-submit")).replace(jar.toString(), "app.jar");
  }

  @Test
  void printsTheLineWithoutRunningIt() {
    assertThat(words("submit", "numbers", "--dry-run"))
        .isEqualTo("spark-submit --class dev.stride.runner.Main app.jar run numbers");
  }

  @Test
  void givesSparkWhatIsSparksAndTheWorkflowTheRest() {
    assertThat(
            words(
                "submit",
                "numbers",
                "--up-to",
                "3",
                "--on",
                "spark",
                "--master",
                "spark://host:7077",
                "--deploy-mode",
                "client",
                "--with",
                "square=retry:2",
                "--conf",
                "stride.durability=none",
                "--tag",
                "mine",
                "--output",
                "json",
                "-q",
                "--dry-run"))
        .isEqualTo(
            "spark-submit --master spark://host:7077 --deploy-mode client --class"
                + " dev.stride.runner.Main app.jar run numbers --up-to=3 --on spark --with"
                + " square=retry:2 --tag mine --output json --conf stride.durability=none --quiet");
  }

  @Test
  void quotesForTheShell() {
    assertThat(words("submit", "numbers", "--tag", "it's mine", "--dry-run"))
        .endsWith(" --tag 'it'\\''s mine'");
  }

  @Test
  void refusesWhatRunWouldRefuse() {
    assertThat(stride("submit", "numbers", "--on", "mars", "--dry-run").code()).isEqualTo(2);
    assertThat(stride("submit", "numbers", "--conf", "stride.stoer=x", "--dry-run").code())
        .isEqualTo(3);
    System.setProperty(JAR, folder.toString());
    assertThat(stride("submit", "numbers", "--dry-run").err())
        .startsWith("stride: Cannot submit " + folder + ": it is no jar (start from the jar");
  }

  private SparkSubmitLauncher launcher(String body) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("spark home/bin"));
    Path script = Files.writeString(bin.resolve("spark-submit"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new SparkSubmitLauncher(Map.of("SPARK_HOME", bin.getParent().toString()));
  }

  @Test
  void passesEveryArgumentAsItIsAndTheExitCodeBack() throws IOException {
    Path seen = folder.resolve("seen");
    SparkSubmitLauncher launcher = launcher("printf '%s\\n' \"$@\" > '" + seen + "'; exit 5");
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code = launcher.run(List.of("--conf", "spark.a=b c", "$HOME; 'x'"), printing(err));

    assertThat(code).isEqualTo(5);
    assertThat(seen).hasContent("--conf\nspark.a=b c\n$HOME; 'x'\n");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("'" + folder)
        .endsWith("/spark home/bin/spark-submit' --conf 'spark.a=b c' '$HOME; '\\''x'\\'''\n");
  }

  @Test
  void findsTheCommandOnThePath() throws IOException {
    Path bin = Path.of(launcher("exit 0").environment().getOrDefault("SPARK_HOME", ""), "bin");
    SparkSubmitLauncher onPath = new SparkSubmitLauncher(Map.of("PATH", "/nowhere:" + bin));

    assertThat(onPath.line(List.of("x"))).isEqualTo("'" + bin + "/spark-submit' x");
  }

  private static void refuses(Map<String, String> environment, String message) {
    assertThatThrownBy(() -> new SparkSubmitLauncher(environment).run(List.of(), System.err))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.EXTERNAL))
        .hasMessageStartingWith(message);
  }

  @Test
  void saysHowToGetTheCommand() {
    refuses(
        Map.of("PATH", "/nowhere"),
        "Cannot find spark-submit: SPARK_HOME is not set and the PATH has none (unpack a"
            + " distribution of Spark 4.0 or later");
    refuses(
        Map.of("SPARK_HOME", "/nowhere", "PATH", "/usr/bin"),
        "Cannot find spark-submit: SPARK_HOME is /nowhere, which has no bin/spark-submit (set it");
  }
}
