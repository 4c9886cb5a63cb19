// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./stride} does before anything runs: which Spark it refuses, and what it builds. */
class LauncherTest {
  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectory(folder.resolve("spark"));
  }

  private void refuses(String message, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(SparkJar.PROJECT.resolve("stride").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    Path logs = Files.createTempDirectory(folder, "logs");
    try (Subprocess process = Subprocess.start(builder, logs)) {
      Subprocess.Ending ending = process.ending();
      assertThat(ending.err())
          .isEqualTo(
              "stride: "
                  + message
                  + " (set it to a distribution of Spark 4.0 or later, or unset it)\n");
      assertThat(ending.out()).isEmpty();
      assertThat(ending.code()).isEqualTo(4);
    }
  }

  private void unpack(String core) throws IOException {
    Files.createFile(Files.createDirectory(home.resolve("jars")).resolve(core));
    Files.createFile(
        Files.createDirectory(home.resolve("bin")).resolve("spark-submit"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run flight-delays --on spark",
        "run flight-delays --on=spark",
        "plan flight-delays --with delaysByRoute=retry:2,spark",
        "plan flight-delays --with=spark",
        "run flight-delays -q --conf spark.master=local[1]",
        "submit flight-delays --dry-run"
      })
  void needsSparkWhereTheCommandLineAsksForIt(String line) throws IOException {
    Files.delete(home);
    refuses("Cannot find Spark: SPARK_HOME is " + home + ", which is no folder", line.split(" "));
  }

  @Test
  void refusesAFolderThatIsNoSpark() throws IOException {
    refuses(
        "Cannot find Spark: SPARK_HOME is " + home + ", which is no distribution of Spark",
        "run",
        "flight-delays",
        "--on",
        "spark");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.12-3.5.1", "2.13-3.5.7"})
  void refusesASparkThatIsTooOld(String version) throws IOException {
    unpack("spark-core_" + version + ".jar");
    refuses(
        "Cannot use Spark "
            + version.substring(version.indexOf('-') + 1)
            + ": SPARK_HOME is "
            + home,
        "run",
        "flight-delays",
        "--on",
        "spark");
  }

  /** The log of a build by a Maven that says what it is asked for, and fails. */
  private String asksMavenFor(String settings, String... arguments) throws IOException {
    Path project = Files.createDirectory(folder.resolve("project"));
    Path launcher = Files.copy(SparkJar.PROJECT.resolve("stride"), project.resolve("stride"));
    Path tools = Files.createDirectory(folder.resolve("tools"));
    Path maven = Files.writeString(tools.resolve("mvn"), "#!/bin/sh\necho \"$@\"\nexit 1\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(project.resolve("stride.conf"), settings);
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().merge("PATH", tools.toString(), (old, added) -> added + ":" + old);
    List.of("SPARK_HOME", "STRIDE_STORE", "STRIDE_SECRETS_SOURCES")
        .forEach(builder.environment()::remove);
    Path logs = Files.createTempDirectory(folder, "logs");
    try (Subprocess process = Subprocess.start(builder, logs)) {
      Subprocess.Ending ending = process.ending();
      assertThat(ending.code()).isEqualTo(4);
      assertThat(ending.err()).contains("stride: Cannot build Stride: Maven failed (the whole log");
    }
    return Files.readString(project.resolve("jobs/target/launcher/build.log"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--version", "run flight-delays", "plan flight-delays --on local", "runs"})
  void buildsNothingOfAmazonsWhereNothingAsksForIt(String line) throws IOException {
    assertThat(asksMavenFor("stride.store = here\n", line.split(" ")))
        .contains("-Dstride.embedded", "-Dstride.local");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "doctor",
        "run flight-delays --with fitCarrier=batch",
        "run flight-delays --with=fitCarrier=lambda",
        "bench --backends flight-delays --among local,batch",
        "runs --conf stride.store=s3://bucket/runs"
      })
  void buildsTheClientsOfAmazonWhereTheCommandLineAsksForThem(String line) throws IOException {
    assertThat(asksMavenFor("", line.split(" ")))
        .contains("-Dstride.embedded")
        .doesNotContain("-Dstride.local");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# about batch jobs, and s3://bucket\nstride.store = /srv/batch/s3/lambda",
        "stride.store = here # no s3://bucket",
        "stride { store = \"batch.d\" }"
      })
  void buildsNothingOfAmazonsForACommentOrAFolder(String settings) throws IOException {
    assertThat(asksMavenFor(settings, "runs", "--conf", "stride.store=/srv/s3/batch"))
        .contains("-Dstride.embedded", "-Dstride.local");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stride.store = \"s3://bucket/runs\"",
        "stride.batch.queue = heavy",
        "stride {\n  lambda {\n    role = x\n  }\n}",
        "stride.batch\n{ queue = heavy }",
        "stride.secrets.sources = \"env,ssm\"",
        "include \"team.conf\""
      })
  void buildsTheClientsOfAmazonWhereTheSettingsAskForThem(String settings) throws IOException {
    assertThat(asksMavenFor(settings, "runs"))
        .contains("-Dstride.embedded")
        .doesNotContain("-Dstride.local");
  }

  @Test
  void buildsEverythingForASubmission() throws IOException {
    assertThat(asksMavenFor("", "submit", "flight-delays", "--dry-run"))
        .doesNotContain("-Dstride.embedded")
        .doesNotContain("-Dstride.local");
  }
}
