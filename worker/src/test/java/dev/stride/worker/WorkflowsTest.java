// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowsTest {
  @TempDir private Path folder;

  private Path jar(String comment) throws IOException {
    String name = Sample.class.getName().replace('.', '/') + ".class";
    Path jar = folder.resolve("app.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        InputStream code =
            Objects.requireNonNull(getClass().getClassLoader().getResourceAsStream(name))) {
      out.setComment(comment);
      out.putNextEntry(new JarEntry(name));
      code.transferTo(out);
    }
    return jar;
  }

  private static Message.Prepare prepare(Path jar, String digest) {
    return new Message.Prepare(
        Sample.class.getName(),
        jar.toString(),
        digest,
        Map.of(),
        "one",
        List.of(),
        List.of(),
        Map.of());
  }

  @Test
  void definesAWorkflowOfAJarThatIsTheOneThatWasMeant() throws IOException {
    Path jar = jar("as built");

    assertThat(new Workflows().of(prepare(jar, JarDigest.of(jar.toString()))).name())
        .isEqualTo("sample");
  }

  @Test
  void loadsNoCodeOfAJarThatHasChanged() throws IOException {
    String meant = JarDigest.of(jar("as built").toString());
    Path jar = jar("changed");

    assertThatThrownBy(() -> new Workflows().of(prepare(jar, meant)))
        .isInstanceOfSatisfying(
            StrideException.class,
            refused -> assertThat(refused.failureClass()).isEqualTo(FailureClass.CONFIGURATION))
        .hasMessage(
            "Cannot load code of jar: "
                + jar
                + ": its SHA-256 is "
                + JarDigest.of(jar.toString())
                + ", not "
                + meant
                + " (it was changed meanwhile; start the run again)");
  }

  @Test
  void refusesAJarThatIsGone() {
    assertThatThrownBy(() -> JarDigest.of(folder.resolve("none.jar").toString()))
        .hasMessage("Cannot read jar: " + folder + "/none.jar (build it again)");
  }
}
