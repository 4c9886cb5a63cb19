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
  private String fingerprint(String... sources) throws IOException, ReflectiveOperationException {
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
      Class<?> step = Class.forName("Step", false, loader);
      return new CodeFingerprint().of(step.getDeclaredMethod("run"));
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

  @Test
  void staysWhenAnotherMethodOfTheClassChanges() throws Exception {
    String both = STEP.replace("{ static", "{ static int next() { return 1; } static");
    assertThat(fingerprint(both.replace("return 1", "\n return 2"), HELPER))
        .isEqualTo(fingerprint(both, HELPER));
  }

  @Test
  void changesWithAMethodOfTheClassThatTheStepCalls() throws Exception {
    String both =
        "class Step { static int run() { return next(); } static int next() { return 1; } }";
    assertThat(fingerprint(both.replace("1", "2"))).isNotEqualTo(fingerprint(both));
  }

  @Test
  void changesWithAMethodThatIsReachedByWayOfAnotherClass() throws Exception {
    String step =
        "class Step { static int run() { return Helper.twice(1); } static int back() { return 1; } }";
    String helper = HELPER.replace("2 * n", "Step.back() * n");
    assertThat(fingerprint(step.replace("return 1", "return 2"), helper))
        .isNotEqualTo(fingerprint(step, helper));
  }

  @Test
  void changesWithAStaticFieldThatTheStepReadsOnly() throws Exception {
    String step =
        "class Step { static Integer read = 1; static int run() { return read; } static int other ="
            + " read; static int next() { return other; } }";
    assertThat(fingerprint(step.replace("read = 1", "read = 2"))).isNotEqualTo(fingerprint(step));
    String constant = STEP.replace("{ static", "{ static Integer unread = 1; static");
    assertThat(fingerprint(constant.replace("unread = 1", "unread = 2"), HELPER))
        .isEqualTo(fingerprint(constant, HELPER));
  }

  @Test
  void changesWithALambdaOfTheStepAndStaysWhenOneIsAddedBeforeIt() throws Exception {
    String step =
        "class Step { static int run() { java.util.function.IntSupplier one = () -> 1; return"
            + " one.getAsInt(); } }";
    String before =
        step.replace(
            "{ static int run",
            "{ static Runnable first() { return () -> System.gc(); } static int run");
    assertThat(fingerprint(before)).isEqualTo(fingerprint(step));
    assertThat(fingerprint(step.replace("-> 1", "-> 2"))).isNotEqualTo(fingerprint(step));
  }

  @Test
  void changesWithEveryMethodThatAnInstanceHas() throws Exception {
    String step =
        "class Step implements java.util.function.IntSupplier { static int run() { return"
            + " Helper.of(new Step()); } public int getAsInt() { return 1; } }";
    String helper =
        "class Helper { static int of(java.util.function.IntSupplier from) { return"
            + " from.getAsInt(); } }";
    assertThat(fingerprint(step.replace("return 1", "return 2"), helper))
        .isNotEqualTo(fingerprint(step, helper));
  }

  @Test
  void changesWithANestedRecordAndStaysWhenItMovesInItsFile() throws Exception {
    String step =
        "class Step { static Object run() { return new Pair(1, 2); } record Pair(int a, int b) {} }";
    assertThat(fingerprint(step.replace("int b", "long b"))).isNotEqualTo(fingerprint(step));
    assertThat(fingerprint(step.replace(" record", "\n\n record"))).isEqualTo(fingerprint(step));
    assertThat(fingerprint(step.replace(" record", " static int more() { return 1; } record")))
        .isEqualTo(fingerprint(step));
  }

  @Test
  void staysWhenAnAnnotationOfTheStepChanges() throws Exception {
    assertThat(fingerprint(STEP.replace("{ static", "{ @Deprecated static"), HELPER))
        .isEqualTo(fingerprint(STEP, HELPER));
  }
}
