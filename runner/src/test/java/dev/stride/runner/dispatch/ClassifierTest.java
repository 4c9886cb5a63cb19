// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.ProcessEnded;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Labelled ends of attempts: what threads throw, processes leave and services say. */
class ClassifierTest {
  private record Case(String seen, String detail, String text, String label) {}

  private static Stream<Case> cases() throws IOException {
    try (InputStream in = ClassifierTest.class.getResourceAsStream("failures.psv")) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Case> cases =
          all.lines().filter(line -> !line.startsWith("#")).map(ClassifierTest::parsed).toList();
      return cases.stream();
    }
  }

  private static Case parsed(String line) {
    String[] cells = line.split(" \\| ", -1);
    assertThat(cells).as(line).hasSize(4);
    return new Case(cells[0], cells[1], cells[2], cells[3]);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void knowsTheClassOf(Case labelled) throws Exception {
    assertThat(Classifier.classify(failure(labelled)))
        .as(labelled.toString())
        .hasToString(labelled.label());
  }

  @Test
  void hasACaseOfEveryClassAndMoreThanAHundredAndFifty() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(150);
    assertThat(cases().map(Case::label))
        .contains(
            Arrays.stream(FailureClass.values())
                .map(FailureClass::toString)
                .toArray(String[]::new));
  }

  private static Throwable failure(Case labelled) throws Exception {
    return switch (labelled.seen()) {
      case "throws" -> thrown(labelled.detail(), labelled.text());
      case "exit" -> ended(labelled.detail(), labelled.text());
      case "kind" -> new StrideException(FailureKind.valueOf(labelled.detail()), "Cannot go on");
      case "class" -> new StrideException(named(labelled.detail()), "Cannot go on", null);
      default -> throw new IllegalArgumentException(labelled.toString());
    };
  }

  private static FailureClass named(String name) {
    return FailureClass.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static ProcessEnded ended(String detail, String reason) {
    String code = detail.split(" ")[0];
    OptionalInt exitCode =
        code.equals("none") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(code));
    return new ProcessEnded(exitCode, detail.endsWith("witness"), reason);
  }

  /** By the constructor that takes a text, behind a cause where the name has one. */
  private static Throwable thrown(String names, String text) throws Exception {
    String[] types = names.split(":");
    Class<?> type = Class.forName(types[0]);
    if (types.length == 2) {
      Throwable cause = thrown(types[1], text);
      for (Constructor<?> constructor : type.getConstructors()) {
        if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {cause.getClass()})) {
          return (Throwable) constructor.newInstance(cause);
        }
      }
      return (Throwable) type.getConstructor(Throwable.class).newInstance(cause);
    }
    for (Constructor<?> constructor : type.getConstructors()) {
      Class<?>[] parameters = constructor.getParameterTypes();
      if (parameters.length == 1 && parameters[0].isAssignableFrom(String.class)) {
        return (Throwable) constructor.newInstance(text);
      }
    }
    return (Throwable) type.getConstructor().newInstance();
  }
}
