// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.api.Secret;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSourcesTest {
  @TempDir private Path folder;

  private static void protect(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private Path write(String name, String text) throws IOException {
    protect(folder, "rwx------");
    Path file = Files.writeString(folder.resolve(name), text);
    protect(file, "rw-------");
    return file;
  }

  private SecretSources sources(Map<String, String> environment, String... settings) {
    Map<String, String> all = new HashMap<>(Map.of("file.folder", folder.toString()));
    for (int index = 0; index < settings.length; index += 2) {
      all.put(settings[index], settings[index + 1]);
    }
    return SecretSources.open(all, environment);
  }

  private static String text(SecretSources sources, String name) {
    Secret secret = sources.find(List.of(name)).get(name);
    return secret == null ? "" : secret.reveal();
  }

  private String refusal(String name) {
    StrideException refused =
        catchThrowableOfType(StrideException.class, () -> sources(Map.of()).find(List.of(name)));
    assertThat(refused.kind()).isEqualTo(FailureKind.CONFIGURATION);
    return String.valueOf(refused.getMessage());
  }

  @Test
  void findsSecretsInTheEnvironmentAndThenInFiles() throws IOException {
    write("db-password", "from a file\n");
    write("api.token", "line 1\nline 2\r\n");
    SecretSources sources = sources(Map.of("STRIDE_SECRET_DB_PASSWORD", "from a variable"));

    assertThat(text(sources, "db-password")).isEqualTo("from a variable");
    assertThat(text(sources, "api.token")).isEqualTo("line 1\nline 2");
    assertThat(text(sources(Map.of(), "sources", "file"), "db-password")).isEqualTo("from a file");
    assertThat(
            text(
                sources(Map.of("CI_DB_PASSWORD", "of the build"), "environment.prefix", "CI_"),
                "db-password"))
        .isEqualTo("of the build");
  }

  @Test
  void namesAllThatAreMissingWithTheirRemedies() {
    assertThatThrownBy(() -> sources(Map.of()).find(List.of("a-key", "other")))
        .hasMessage(
            "Cannot find secrets: a-key, other (set STRIDE_SECRET_A_KEY or write "
                + folder
                + "/a-key with mode 600 in a folder with mode 700; set STRIDE_SECRET_OTHER or"
                + " write "
                + folder
                + "/other with mode 600 in a folder with mode 700)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
  void refusesAFileThatOthersMayUse(String mode) throws IOException {
    protect(write("key", "swordfish"), mode);

    assertThat(refusal("key"))
        .isEqualTo(
            "Cannot use secret in "
                + folder
                + "/key: others may use it: "
                + mode
                + " (chmod 600 "
                + folder
                + "/key)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-x---", "rwx-----x", "rwxrwxrwx"})
  void refusesAFolderThatOthersMayEnter(String mode) throws IOException {
    write("key", "swordfish");
    protect(folder, mode);

    assertThat(refusal("key"))
        .isEqualTo(
            "Cannot use secret in "
                + folder
                + ": others may enter it: "
                + mode
                + " (chmod 700 "
                + folder
                + ")");
  }

  @Test
  void refusesALinkAFolderAndWhatIsTooLong() throws IOException {
    Path real = write("real", "swordfish");
    Files.createSymbolicLink(folder.resolve("linked"), real);
    Files.createDirectory(folder.resolve("folder"));
    write("long", "x".repeat((64 << 10) + 1));

    assertThat(refusal("linked")).contains("it is no plain file");
    assertThat(refusal("folder")).contains("it is no plain file");
    assertThat(refusal("long")).contains("it has more than 64 KiB");
  }

  @Test
  void refusesASecretThatIsInEveryText() throws IOException {
    write("key", "abc\n");

    assertThat(refusal("key"))
        .isEqualTo(
            "Cannot use secret: key has fewer than 4 characters (use a longer one: so short a text"
                + " cannot be kept out of logs)");
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatThrownBy(() -> sources(Map.of(), "sources", "file,vault"))
        .hasMessage(
            "Invalid stride.secrets.sources: vault (must be of environment, file, of-tests)");
    assertThatThrownBy(() -> sources(Map.of(), "environment.prefix", "STRIDE_"))
        .hasMessageStartingWith("Invalid stride.secrets.environment.prefix: STRIDE_");
  }

  @Test
  void asksProvidersOfTheClassPathThatAreNamed() {
    SecretSources sources =
        sources(Map.of(), "sources", "of-tests,environment", "of-tests.answer", "42 and more");

    assertThat(text(sources, "anything")).isEqualTo("42 and more");
    assertThat(SecretSources.keys())
        .containsExactly("environment.prefix", "file.folder", "of-tests.answer", "sources");
  }

  @Test
  void tellsWhatOnlyThisProcessCanFind() throws IOException {
    write("both", "from a file");
    write("key", "from a file");
    SecretSources sources =
        sources(
            Map.of("STRIDE_SECRET_BOTH", "from a variable", "STRIDE_SECRET_OTHER", "other one"));

    assertThat(sources.findBoundToProcess(List.of("both", "key"))).containsOnlyKeys("both");
    assertThat(
            sources(Map.of("STRIDE_SECRET_BOTH", "from a variable"), "sources", "file,environment")
                .findBoundToProcess(List.of("both", "key")))
        .isEmpty();
  }
}
