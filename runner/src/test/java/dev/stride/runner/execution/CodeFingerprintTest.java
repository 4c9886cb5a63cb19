// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which changes of code make a step's result out of date. */
class CodeFingerprintTest {
  private static final String STEP = "class Step { static int run() { return Helper.twice(1); } }";
  private static final String HELPER = "class Helper { static int twice(int n) { return 2 * n; } }";
  private static final String OTHER = "class Other { static int run() { return 0; } }";

  @TempDir private Path folder;
  private int versions;

  /** The fingerprint of {@code Step}, compiled anew with the other classes. */
  private String fingerprint(String... sources) throws IOException, ClassNotFoundException {
    Path home = Files.createDirectories(folder.resolve("version" + versions++));
    List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", home.toString()));
    for (String source : sources) {
      Path file = home.resolve(source.split(" ", 3)[1] + ".java");
      arguments.add(Files.writeString(file, source).toString());
    }
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(code).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {home.toUri().toURL()}, null)) {
      return new CodeFingerprint().of(Class.forName("Step", false, loader));
    }
  }

  @Test
  void isTheSameForTheSameCodeElsewhere() throws Exception {
    assertThat(fingerprint(STEP, HELPER)).isEqualTo(fingerprint(STEP, HELPER));
  }

  @Test
  void changesWithTheStep() throws Exception {
    assertThat(fingerprint(STEP.replace("(1)", "(3)"), HELPER))
        .isNotEqualTo(fingerprint(STEP, HELPER));
  }

  @Test
  void changesWithAClassThatTheStepUses() throws Exception {
    assertThat(fingerprint(STEP, HELPER.replace("2 *", "3 *")))
        .isNotEqualTo(fingerprint(STEP, HELPER));
  }

  @Test
  void changesWithAClassThatIsUsedByWayOfAnother() throws Exception {
    String helper = "class Helper { static int twice(int n) { return Other.run() + n; } }";
    assertThat(fingerprint(STEP, helper, OTHER.replace("0", "7")))
        .isNotEqualTo(fingerprint(STEP, helper, OTHER));
  }

  @Test
  void staysWhenOtherCodeOfTheJarChanges() throws Exception {
    assertThat(fingerprint(STEP, HELPER, OTHER.replace("0", "7")))
        .isEqualTo(fingerprint(STEP, HELPER, OTHER));
  }
}
