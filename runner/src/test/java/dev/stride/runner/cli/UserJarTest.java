// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workflows in a user's own jar, whole and broken. */
class UserJarTest {
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

  private void refuses(int code, String message, String... arguments) {
    Ending ending = stored(arguments);
    assertThat(ending.err()).startsWith("stride: " + message);
    assertThat(ending.err().lines()).hasSize(1);
    assertThat(ending.out()).isEmpty();
    assertThat(ending.code()).isEqualTo(code);
  }

  @Test
  void runsAWorkflowOfAUsersJar() throws IOException {
    String jar = new UserJar(folder).workflow("com.acme.Greeting", "", "").path();
    assertThat(stored("run", "--jar", jar, "com.acme.Greeting", "-q").out())
        .isEqualTo("hello from com.acme\n");
    assertThat(stored("run", "greeting", "--jar", jar, "-q").out())
        .isEqualTo("hello from com.acme\n");
    assertThat(stored("resume", "last", "-q").out()).isEqualTo("hello from com.acme\n");
    assertThat(stored("run", "greeting", "--jar", jar, "--with", "process", "-q").out())
        .isEqualTo("hello from com.acme\n");
    assertThat(Ending.of("list", "--jar", jar).out()).isEqualTo("greeting\n");
  }

  @Test
  void refusesAnAmbiguousOrMissingClassOfAJar() throws IOException {
    String jar =
        new UserJar(folder)
            .workflow("com.acme.Greeting", "", "")
            .workflow("com.other.Greeting", "", "")
            .path();
    refuses(
        3,
        "Cannot choose workflow: Greeting is the name of [com.acme.Greeting, com.other.Greeting]"
            + " (give the class with its package)",
        "run",
        "Greeting",
        "--jar",
        jar);
    assertThat(Ending.of("list", "--jar", jar).out())
        .isEqualTo("greeting (com.acme.Greeting)\ngreeting (com.other.Greeting)\n");
    refuses(3, "Cannot find class: com.acme.Nope in " + jar, "run", "com.acme.Nope", "--jar", jar);
    refuses(3, "Unknown workflow: nope in " + jar, "run", "nope", "--jar", jar);
    refuses(
        3, "Cannot open jar: /none.jar: there is no such file", "run", "x", "--jar", "/none.jar");
    Path text = Files.writeString(folder.resolve("text"), "no jar");
    refuses(3, "Cannot open jar: " + text + ": it is no jar", "run", "x", "--jar", text.toString());
  }

  private UserJar jar() throws IOException {
    return new UserJar(folder).workflow("p2.Good", "", "");
  }

  /** That nothing of this kind keeps the others from being listed and run. */
  private void stillRunsTheOther(String jar, String refused) {
    Ending listed = Ending.of("list", "--jar", jar);
    assertThat(listed.out()).isEqualTo("good\n");
    assertThat(listed.err()).startsWith("stride: " + refused);
    assertThat(listed.err().lines()).hasSize(1);
    assertThat(listed.code()).isZero();
    assertThat(stored("run", "good", "--jar", jar, "-q").out()).isEqualTo("hello from p2\n");
  }

  @Test
  void namesTheClassThatADefinitionLacks() throws IOException {
    String jar =
        jar()
            .compile("package lib; public class Missing { public static void touch() {} }")
            .workflow("p1.Needy", "lib.Missing.touch();", "")
            .without("lib.Missing")
            .path();

    refuses(
        3,
        "Invalid workflow 'needy': Needy.java:3: it needs class lib.Missing, which cannot be found"
            + " (it must be in the workflow's jar, or beside it and in the Class-Path of its"
            + " manifest)",
        "run",
        "needy",
        "--jar",
        jar);
    assertThat(Ending.of("list", "--jar", jar).out()).isEqualTo("good\nneedy\n");
  }

  @Test
  void tellsOfSparkWhereAClassOfSparkIsMissing() throws IOException {
    String jar =
        jar()
            .compile("package org.apache.spark; public class Own { public static void touch() {} }")
            .workflow("p1.Sparky", "org.apache.spark.Own.touch();", "")
            .without("org.apache.spark.Own")
            .path();

    refuses(
        4,
        "Cannot define workflow 'sparky': it needs org.apache.spark.Own, which Spark brings (add"
            + " --on spark, or start stride-jobs-spark.jar with spark-submit)",
        "run",
        "sparky",
        "--jar",
        jar);
  }

  @Test
  void namesTheClassThatTheSignatureOfAStepLacks() throws IOException {
    String jar =
        jar()
            .compile("package lib; public class Missing {}")
            .workflow("p1.Needy", "", "  static lib.Missing other() { return null; }")
            .without("lib.Missing")
            .path();

    refuses(
        3,
        "Invalid workflow 'needy': Needy.java:4: it needs class lib.Missing, which cannot be found",
        "run",
        "p1.Needy",
        "--jar",
        jar);
  }

  @Test
  void saysThatAClassNeedsALaterJava() throws IOException {
    String jar = jar().workflow("p1.Late", "", "").ofJava(99, "p1.Late").path();
    String refused =
        "Cannot load class p1.Late of "
            + jar
            + ": p1.Late is compiled for Java 99, and this is Java "
            + Runtime.version().feature()
            + " (run Stride on that Java, or compile the jar with --release ";

    refuses(3, refused, "run", "p1.Late", "--jar", jar);
    refuses(3, refused, "run", "late", "--jar", jar);
    stillRunsTheOther(jar, refused);
  }

  @Test
  void takesNoOtherClassForADamagedOne() throws IOException {
    String jar =
        jar()
            .workflow("p1.TheSame", "", "")
            .workflow("p2.TheSame", "", "")
            .truncated("p1.TheSame")
            .path();
    String refused = "Cannot load class p1.TheSame of " + jar + ": a class file is damaged: ";

    refuses(
        3,
        "Cannot choose workflow: the-same may be the name of [p1.TheSame, p2.TheSame] (give the"
            + " class with its package; "
            + refused,
        "run",
        "the-same",
        "--jar",
        jar);
    refuses(3, refused, "run", "p1.TheSame", "--jar", jar);
    assertThat(Ending.of("list", "--jar", jar))
        .satisfies(listed -> assertThat(listed.out()).isEqualTo("good\nthe-same\n"))
        .satisfies(listed -> assertThat(listed.err()).startsWith("stride: " + refused));
    assertThat(stored("run", "p2.TheSame", "--jar", jar, "-q").out()).isEqualTo("hello from p2\n");
  }

  @Test
  void refusesOnlyTheWorkflowWhoseConstructorThrows() throws IOException {
    String jar =
        jar()
            .workflow("p1.Bad", "", "  public Bad() { throw new IllegalStateException(\"no\"); }")
            .path();
    String refused =
        "Cannot create workflow p1.Bad: its constructor threw java.lang.IllegalStateException: no"
            + " (mend its constructor)";

    refuses(3, refused, "run", "bad", "--jar", jar);
    refuses(3, refused, "run", "p1.Bad", "--jar", jar);
    stillRunsTheOther(jar, refused);
    refuses(
        3,
        "Unknown workflow: nope in " + jar + " (there are good; stride list says what cannot be",
        "run",
        "nope",
        "--jar",
        jar);
  }

  @Test
  void refusesOnlyTheWorkflowWhoseStaticInitializerFails() throws IOException {
    String jar =
        jar().workflow("p1.Bad", "", "  static final int N = Integer.parseInt(\"x\");").path();
    String refused =
        "Cannot create workflow p1.Bad: a static initializer threw"
            + " java.lang.NumberFormatException: For input string: \"x\" (mend that initializer)";

    refuses(3, refused, "run", "p1.Bad", "--jar", jar);
    stillRunsTheOther(jar, refused);
  }

  @Test
  void refusesAWorkflowThatGivesItselfAnIllegalName() throws IOException {
    String jar =
        jar()
            .workflow("p1.Bad", "", "  @Override public String name() { return \"Bad Name/..\"; }")
            .path();
    String refused =
        "Invalid workflow 'Bad Name/..': the name that p1.Bad gives itself is illegal (use a letter,"
            + " then letters, digits, '_', '.' and '-', at most 128)";

    refuses(3, refused, "run", "p1.Bad", "--jar", jar);
    refuses(3, refused, "plan", "bad", "--jar", jar);
    stillRunsTheOther(jar, refused);
  }

  @Test
  void refusesAWorkflowWhoseNameThrows() throws IOException {
    String jar =
        jar()
            .workflow("p1.Bad", "", "  @Override public String name() { throw new Error(\"x\"); }")
            .path();

    stillRunsTheOther(
        jar, "Invalid workflow 'p1.Bad': its name() threw java.lang.Error: x (mend it)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "endless(0);|its calls are nested too deeply: java.lang.StackOverflowError (mend its define"
            + " method)",
        "throw new OutOfMemoryError(\"mine\");|java.lang.OutOfMemoryError: mine (let it keep less,"
            + " or give the JVM more memory by -Xmx)",
        "Failing.N.toString();|a static initializer threw java.lang.IllegalStateException: no (mend"
            + " that initializer)",
        "throw new AssertionError(\"never\");|java.lang.AssertionError: never (mend its define"
            + " method)"
      })
  void saysInOneSentenceWhichErrorADefinitionThrew(String define, String message)
      throws IOException {
    String jar =
        jar()
            .workflow(
                "p1.Bad",
                "if (true) { " + define + " }",
                "  static int endless(int n) { return endless(n + 1) + 1; }\n"
                    + "  static class Failing { static final Integer N = fail();\n"
                    + "    static Integer fail() { throw new IllegalStateException(\"no\"); } }\n")
            .path();

    Ending ending = stored("run", "bad", "--jar", jar);

    assertThat(ending.err())
        .startsWith("stride: Invalid workflow 'bad': Bad.java:")
        .endsWith(message + "\n");
    assertThat(ending.err().lines()).hasSize(1);
    assertThat(ending.code()).isEqualTo(3);
    assertThat(stored("run", "bad", "--jar", jar, "--debug").err()).contains("\tat ");
    assertThat(Ending.of("list", "--jar", jar).out()).isEqualTo("bad\ngood\n");
  }
}
