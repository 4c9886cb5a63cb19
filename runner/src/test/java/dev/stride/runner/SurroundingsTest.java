// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.store.Durability;
import dev.stride.store.Outcome;
import dev.stride.store.RunStatus;
import dev.stride.store.RunStore;
import dev.stride.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that are started with little, or with what is odd. */
class SurroundingsTest {
  private static final String SUM = "55";

  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  @TempDir private Path folder;

  private record Ending(int code, String out, String err) {}

  /** Runs the command line below a shell that has done {@code before}. */
  private Ending run(String before, List<String> options, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", before + "exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().remove("STRIDE_STORE");
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    int code = process.waitFor();
    return new Ending(code, Files.readString(out), Files.readString(err));
  }

  @ParameterizedTest
  @CsvSource({
    "unset HOME; , en, US",
    "ulimit -n 512; , en, US",
    "'', tr, TR",
    "'', ar, EG",
    "LC_ALL=C; export LC_ALL; , en, US",
  })
  void makeNoDifference(String before, String language, String country) throws Exception {
    List<String> options = List.of("-Duser.language=" + language, "-Duser.country=" + country);

    Ending ending =
        run(
            before,
            options,
            "run",
            Numbers.class.getName(),
            "--output",
            "json",
            "--with",
            "process");

    assertThat(ending.code()).as(ending.err()).isZero();
    assertThat(ending.out()).contains("\"sum\" : " + SUM);
  }

  /** Code on a thread may end the process, but not say that all went well. */
  @ParameterizedTest
  @CsvSource({"exit-0, 0", "exit-3, 0", "exit-3, 2"})
  void takeTheExitOfAStepOnAThreadForItsFailure(String deed, int retries) throws Exception {
    Ending ending =
        run(
            "",
            List.of(),
            "run",
            Deeds.class.getName(),
            "--deed=" + deed,
            "--output=json",
            "--with=act=thread,retry:" + retries);

    assertThat(ending.code()).isEqualTo(1);
    String message =
        "Cannot go on: System.exit was called at dev.stride.runner.Deeds.exit(Deeds.java:83)"
            + " (return a value or throw instead)";
    assertThat(ending.err()).contains(message).contains(" failed (stride logs ");
    assertThat(ending.out()).contains("\"status\" : \"failed\"", "\"step\" : \"act\"", message);
    try (Store store = Store.open(folder.resolve(".stride"), Durability.COMMIT)) {
      RunStore run = store.find(store.runs().get(0).run());
      assertThat(run.end().orElseThrow().status()).isEqualTo(RunStatus.FAILED);
      assertThat(run.end().orElseThrow().failedStep()).isEqualTo("act");
      assertThat(run.attempts("act"))
          .extracting(attempt -> attempt.outcome().orElseThrow().status())
          .containsExactly(Outcome.Status.FAILED);
    }
  }

  @Test
  void mayHaveQuotesInTheirPaths() throws Exception {
    String store = folder.resolve("it's \"here").toString();

    Ending ending = run("", List.of(), "runs", "--conf", "stride.store=" + store);

    assertThat(ending.err()).isEqualTo("stride: there is no store yet: " + store + "\n");
    assertThat(ending.code()).isZero();
  }

  @Test
  void leaveTheStoreToItsOwnerAlone() throws Exception {
    Ending ending = run("umask 000; ", List.of(), "run", Numbers.class.getName());

    assertThat(ending.code()).as(ending.err()).isZero();
    try (Stream<Path> files = Files.walk(folder.resolve(".stride"))) {
      for (Path file : files.filter(Files::isDirectory).toList()) {
        assertThat(permissions(file)).as(file.toString()).doesNotContainAnyElementsOf(OTHERS);
      }
    }
  }

  private static Set<PosixFilePermission> permissions(Path file) throws IOException {
    return Files.getPosixFilePermissions(file);
  }

  @Test
  void areNamedWhereTheyLackATemporaryFolder() throws Exception {
    String missing = folder.resolve("not there").toString();

    Ending ending =
        run(
            "",
            List.of("-Djava.io.tmpdir=" + missing),
            "run",
            Numbers.class.getName(),
            "--with",
            "process");

    assertThat(ending.code()).isNotZero();
    assertThat(ending.err()).contains("make " + missing + " writable").doesNotContain("\tat ");
  }
}
