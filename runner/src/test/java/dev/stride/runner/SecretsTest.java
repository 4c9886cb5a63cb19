// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.testing.fault.StoreChecker;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that needs secrets gets them, and nobody else does. */
class SecretsTest {
  private static final String OF_VARIABLE = "canary in/a variable+1";
  private static final String OF_FILE = "canary\"in=a\\file&2";

  @TempDir private Path folder;

  @BeforeEach
  void writeSecret() throws IOException {
    Path secrets = Files.createDirectory(folder.resolve("secrets"));
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rwx------"));
    Path file = Files.writeString(secrets.resolve("of-file"), OF_FILE + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private record Ending(int code, String out, String err) {}

  /** The command line in a process of its own, whose environment has a secret. */
  private Process started(String deed, String... with) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            Canaries.class.getName(),
            "--deed=" + deed,
            "--folder=" + folder,
            "--conf=stride.secrets.file.folder=" + folder.resolve("secrets"),
            "--conf=stride.store=" + folder.resolve("store")));
    Stream.of(with).map(spec -> "--with=" + spec).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().put("STRIDE_SECRET_OF_VARIABLE", OF_VARIABLE);
    builder.redirectOutput(folder.resolve("out").toFile());
    builder.redirectError(folder.resolve("err").toFile());
    return builder.start();
  }

  private Ending ended(Process process) throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    return new Ending(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  private static List<String> forms() {
    List<String> forms = new ArrayList<>();
    for (String secret : List.of(OF_VARIABLE, OF_FILE)) {
      byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
      forms.add(secret);
      forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
      forms.add(Base64.getEncoder().encodeToString(bytes));
      forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    }
    return forms;
  }

  private static void tellsNothing(String where, String text) {
    for (String form : forms()) {
      assertThat(text.contains(form)).as(form + " in " + where).isFalse();
    }
  }

  private void storeTellsNothing() {
    assertThat(StoreChecker.holding(folder.resolve("store"), forms())).isEmpty();
  }

  private static void processesTellNothing(Process parent, long worker) throws IOException {
    List<Long> all = new ArrayList<>(parent.descendants().map(ProcessHandle::pid).toList());
    all.add(parent.pid());
    for (long pid : all) {
      Path process = Path.of("/proc", String.valueOf(pid));
      tellsNothing("argv of " + pid, Files.readString(process.resolve("cmdline")));
      if (pid != parent.pid()) {
        tellsNothing("environment of " + pid, Files.readString(process.resolve("environ")));
      }
    }
    assertThat(all).contains(worker);
  }

  private String log(String step) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      return String.join(
          "\n",
          files
              .filter(file -> file.toString().contains("/" + step + "/"))
              .filter(file -> file.endsWith("log.txt"))
              .map(SecretsTest::text)
              .toList());
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"thread, tell", "process, tell", "process, child"})
  void neverTellsASecretThatAStepPrintsAndThrows(String layer, String deed) throws Exception {
    Process process =
        started(deed, "each=" + layer, "tell=" + layer + ",retry:1", "tell=catch:instead");
    try {
      await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(folder.resolve("told")));
      await().until(() -> !Files.readString(folder.resolve("told")).isEmpty());
      processesTellNothing(process, Long.parseLong(Files.readString(folder.resolve("told"))));
    } finally {
      Files.writeString(folder.resolve("seen"), "");
    }
    Ending ending = ended(process);

    assertThat(ending.code()).as(ending.err()).isZero();
    assertThat(ending.out()).contains("cannot log in with ***");
    tellsNothing("stdout", ending.out());
    tellsNothing("stderr", ending.err());
    storeTellsNothing();
    assertThat(log("tell"))
        .contains("plain *** ***\nbase64 ***\n", "url ***\n", "elsewhere ***\n", "\n***\n")
        .contains("IllegalStateException: cannot log in with ***")
        .contains("Caused by: java.io.IOException: not even with ***")
        .contains("instead of cannot log in with ***\nalthough ***\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "process"})
  void neverTellsASecretOfAStepThatFailsForGood(String layer) throws Exception {
    Files.writeString(folder.resolve("seen"), "");
    Ending ending = ended(started("tell", "tell=" + layer));

    assertThat(ending.code()).as(ending.err()).isEqualTo(1);
    assertThat(ending.err())
        .contains("java.lang.IllegalStateException: cannot log in with ***")
        .contains("plain *** ***");
    tellsNothing("stderr", ending.err());
    storeTellsNothing();
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "process"})
  void givesAStepTheSecretsThatItDeclares(String layer) throws Exception {
    Ending ending = ended(started("digest", layer));

    String variable = Canaries.digest(OF_VARIABLE);
    assertThat(ending.out().strip())
        .as(ending.err())
        .isEqualTo(variable + variable + Canaries.digest(OF_FILE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "process"})
  void refusesASecretThatTheStepDoesNotDeclare(String layer) throws Exception {
    Ending ending = ended(started("undeclared", "tell=" + layer + ",retry:3,catch:instead"));

    assertThat(ending.code()).isEqualTo(3);
    assertThat(ending.err())
        .contains("Cannot read secret: another is not declared (put @Secrets(\"another\")")
        .doesNotContain(" attempts: ");
  }

  @Test
  void findsOutBeforeTheRunThatSecretsAreMissing() throws Exception {
    Files.delete(folder.resolve("secrets/of-file"));
    Ending ending = ended(started("tell"));

    assertThat(ending.code()).isEqualTo(3);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.err())
        .contains("Cannot find secret: of-file (set STRIDE_SECRET_OF_FILE or write ");
    assertThat(folder.resolve("store/runs")).doesNotExist();
  }

  @Test
  void plansWithoutSecretsAndShowsTheirNames() {
    try (Stride stride = stride(Map.of())) {
      assertThat(
              stride.plan(new Canaries(), Map.of(), RunOptions.ofDefaults()).stages().stream()
                  .flatMap(stage -> stage.policies().stream()))
          .contains("secrets of-variable", "secrets of-variable of-file");
    }
  }

  @Test
  void namesAllMissingSecretsAtOnce() {
    try (Stride stride = stride(Map.of("stride.secrets.sources", "environment"))) {
      assertThatThrownBy(() -> stride.run(new Canaries()))
          .isInstanceOfSatisfying(
              StrideException.class,
              failed -> assertThat(failed.kind()).isEqualTo(FailureKind.CONFIGURATION))
          .hasMessage(
              "Cannot find secrets: of-file, of-variable (set STRIDE_SECRET_OF_FILE; set"
                  + " STRIDE_SECRET_OF_VARIABLE)");
    }
  }

  private Stride stride(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("stride.store", folder.resolve("store").toString());
    return Stride.with(Settings.of(all));
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "process"})
  void neverTellsASecretThatIsAnElement(String layer) throws Exception {
    Ending ending = ended(started("element", "judge=" + layer));

    assertThat(ending.err()).containsPattern("Cannot finish step 'judge' slot [012] \\(\\*{3}\\)");
    tellsNothing("stderr", ending.err());
  }

  /** What a step returns is its author's: it is stored and printed as it is. */
  @Test
  void leavesAResultAsTheStepReturnsIt() throws Exception {
    assertThat(ended(started("return")).out().strip()).isEqualTo(OF_VARIABLE);
  }
}
