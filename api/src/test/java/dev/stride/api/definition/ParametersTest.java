// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.InvalidWorkflowException;
import dev.stride.api.failure.StrideException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  enum Colour {
    RED,
    GREEN;

    @Override
    public String toString() {
      return "the colour " + ordinal();
    }
  }

  static int one(Object value) {
    return 1;
  }

  /** A workflow with one parameter, given as its only argument. */
  private record One<T>(Class<T> type, T defaultValue) implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      Parameter<T> value =
          workflow.parameter("value", type).help("What it is.").defaultsTo(defaultValue);
      workflow.result(workflow.step("one", ParametersTest::one, value));
    }

    @Override
    public String name() {
      return "one";
    }
  }

  private static <T> Object value(Class<T> type, T defaultValue, Object argument) {
    return WorkflowDefinition.of(new One<>(type, defaultValue), Map.of("value", argument))
        .values()
        .get("value");
  }

  @Test
  void readsTextsOfEveryType() {
    assertThat(value(String.class, "", "é 😀")).isEqualTo("é 😀");
    assertThat(value(Integer.class, 0, "-7")).isEqualTo(-7);
    assertThat(value(Long.class, 0L, "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(value(Float.class, 0f, "0.1")).isEqualTo(0.1f);
    assertThat(value(Double.class, 0.0, "1e-3")).isEqualTo(0.001);
    assertThat(value(Boolean.class, false, "true")).isEqualTo(true);
    assertThat(value(Colour.class, Colour.RED, "GREEN")).isEqualTo(Colour.GREEN);
    assertThat(value(LocalDate.class, LocalDate.EPOCH, "2024-02-29"))
        .isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(value(LocalDateTime.class, LocalDateTime.MIN, "2024-02-29T23:59"))
        .isEqualTo(LocalDateTime.of(2024, 2, 29, 23, 59));
    assertThat(value(Instant.class, Instant.EPOCH, "1970-01-01T00:00:01Z"))
        .isEqualTo(Instant.ofEpochSecond(1));
  }

  @Test
  void takesInstancesAsTheyAre() {
    assertThat(value(Integer.class, 0, 7)).isEqualTo(7);
    assertThat(value(Integer.class, 0, 7L)).isEqualTo(7);
    assertThat(value(Long.class, 0L, 7)).isEqualTo(7L);
    assertThat(value(Double.class, 0.0, 0.1f)).isEqualTo(0.1);
    assertThat(value(Colour.class, Colour.RED, Colour.GREEN)).isEqualTo(Colour.GREEN);
  }

  @Test
  void fallsBackToTheDefault() {
    WorkflowDefinition definition =
        WorkflowDefinition.of(new One<>(Colour.class, Colour.RED), Map.of());

    assertThat(definition.values()).containsExactly(Map.entry("value", Colour.RED));
    assertThat(definition.parameters())
        .containsExactly(new ParameterDefinition("value", Colour.class, "What it is.", Colour.RED));
  }

  @ParameterizedTest
  @CsvSource({"''", "seven", "1.5", "2147483648", "0x7", "' 7'"})
  void refusesBadIntegers(String text) {
    refuses(
        () -> value(Integer.class, 0, text),
        "Invalid value of --value: " + text + " (must be a whole number of at most 32 bits)");
  }

  @Test
  void refusesBadValuesOfEveryType() {
    refuses(
        () -> value(Long.class, 0L, "9223372036854775808"),
        "Invalid value of --value: 9223372036854775808 (must be a whole number)");
    refuses(
        () -> value(Double.class, 0.0, "much"),
        "Invalid value of --value: much (must be a number that a double can hold)");
    for (String number : List.of("1e400", "-1e400", "1d", "1f", "0x1p3", " 1", "", "1e", ".")) {
      refuses(
          () -> value(Double.class, 0.0, number),
          "Invalid value of --value: " + number + " (must be a number that a double can hold)");
    }
    refuses(
        () -> value(Boolean.class, false, "yes"),
        "Invalid value of --value: yes (must be true or false)");
    refuses(
        () -> value(Colour.class, Colour.RED, "red"),
        "Invalid value of --value: red (must be one of [RED, GREEN])");
    refuses(
        () -> value(LocalDate.class, LocalDate.EPOCH, "2023-02-29"),
        "Invalid value of --value: 2023-02-29 (must be a LocalDate in ISO form)");
    refuses(
        () -> value(Instant.class, Instant.EPOCH, "2023-02-28"),
        "Invalid value of --value: 2023-02-28 (must be a Instant in ISO form)");
    refuses(() -> value(String.class, "", 7), "Invalid value of --value: 7 (must be a text)");
    refuses(
        () -> value(Float.class, 0f, "1e39"),
        "Invalid value of --value: 1e39 (must be a number that a float can hold)");
    refuses(
        () -> value(Integer.class, 0, 1L << 32),
        "Invalid value of --value: 4294967296 (must be a whole number of at most 32 bits)");
    refuses(
        () -> value(Integer.class, 0, 1.5),
        "Invalid value of --value: 1.5 (must be a whole number of at most 32 bits)");
    refuses(
        () -> value(Integer.class, 0, 'x'),
        "Invalid value of --value: x (must be a whole number of at most 32 bits)");
  }

  @Test
  void refusesNull() {
    refuses(
        () ->
            WorkflowDefinition.of(
                new One<>(Integer.class, 0), Collections.singletonMap("value", null)),
        "Invalid value of --value: null (leave it out, or give it a value)");
  }

  /** Reads one of its two required parameters while it is defined. */
  static final class TwoRequired implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      Parameter<Integer> first = workflow.parameter("first", Integer.class).required();
      Parameter<Integer> second = workflow.parameter("second", Integer.class).required();
      List<Object> values = new ArrayList<>();
      values.add(first.value());
      workflow.result(workflow.step("one", ParametersTest::one, second));
    }
  }

  /** Has a problem beside a parameter that is missing. */
  static final class RequiredAndWrong implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      Parameter<Integer> value = workflow.parameter("value", Integer.class).required();
      workflow.result(workflow.step("one", ParametersTest::one, value).named("no name"));
    }
  }

  @Test
  void hidesNoProblemBehindAParameterThatIsMissing() {
    assertThatThrownBy(() -> WorkflowDefinition.of(new RequiredAndWrong(), Map.of()))
        .isInstanceOf(InvalidWorkflowException.class)
        .hasMessageContaining("step name 'no name' is illegal");
  }

  @Test
  void tellsWhatElseIsWrongWithStepsOfAnInvalidDefinition() {
    assertThatThrownBy(
            () ->
                WorkflowDefinition.of(
                    new RequiredAndWrong(),
                    Map.of("value", 1),
                    step -> Optional.of(step.name() + " is too large")))
        .hasMessageContaining("Invalid workflow 'required-and-wrong': 2 problems\n  - step name")
        .hasMessageEndingWith("\n  - no name is too large");
  }

  @Test
  void needsRequiredParameters() {
    refuses(
        () -> WorkflowDefinition.of(new TwoRequired(), Map.of()),
        "Cannot use parameters of 'two-required': 2 problems\n"
            + "  - Missing option: --first (two-required needs it; add --first VALUE)\n"
            + "  - Missing option: --second (two-required needs it; add --second VALUE)");
    refuses(
        () -> WorkflowDefinition.of(new TwoRequired(), Map.of("first", "one")),
        "Cannot use parameters of 'two-required': 2 problems\n"
            + "  - Invalid value of --first: one (must be a whole number of at most 32 bits)\n"
            + "  - Missing option: --second (two-required needs it; add --second VALUE)");
    refuses(
        () -> WorkflowDefinition.of(new TwoRequired(), Map.of("first", "1", "third", "3")),
        "Cannot use parameters of 'two-required': 2 problems\n"
            + "  - Unknown option: --third (two-required takes --first, --second)\n"
            + "  - Missing option: --second (two-required needs it; add --second VALUE)");
    refuses(
        () -> WorkflowDefinition.of(new TwoRequired(), Map.of("first", "1")),
        "Missing option: --second (two-required needs it; add --second VALUE)");
    assertThat(
            WorkflowDefinition.of(new TwoRequired(), Map.of("first", "1", "second", "2")).values())
        .isEqualTo(Map.of("first", 1, "second", 2));
  }

  @Test
  void describesParametersWithoutTheirValues() {
    List<ParameterDefinition> parameters = WorkflowDefinition.parametersOf(new TwoRequired());

    assertThat(parameters).extracting(ParameterDefinition::name).containsExactly("first", "second");
    assertThat(parameters).allMatch(ParameterDefinition::isRequired);
    assertThat(WorkflowDefinition.parametersOf(new One<>(Integer.class, 3)))
        .noneMatch(ParameterDefinition::isRequired);
  }

  @Test
  void refusesUnknownArguments() {
    refuses(
        () -> WorkflowDefinition.of(new One<>(Integer.class, 0), Map.of("valu", "7")),
        "Unknown option: --valu (one takes --value)");
    Workflow none = workflow -> workflow.result(workflow.step("none", () -> 1));
    assertThatThrownBy(() -> WorkflowDefinition.of(none, Map.of("valu", "7")))
        .hasMessage("Unknown option: --valu (parameters-test takes no parameters)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Value", "a b", "-a", "1a", "ä", "a_b"})
  void refusesIllegalNames(String name) {
    assertProblem(
        workflow -> workflow.parameter(name, Integer.class).defaultsTo(1),
        "parameter name '" + name + "' is illegal (use small letters, digits and dashes)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "with", "conf", "output", "tag", "help"})
  void refusesNamesOfOptions(String name) {
    assertProblem(
        workflow -> workflow.parameter(name, Integer.class).defaultsTo(1),
        "parameter '" + name + "' has the name of an option (rename it)");
  }

  @Test
  void refusesTwoOfOneName() {
    assertProblem(
        workflow -> {
          workflow.parameter("n", Integer.class).defaultsTo(1);
          workflow.parameter("n", Integer.class).defaultsTo(2);
        },
        "two parameters are named 'n' (rename one)");
  }

  @Test
  void refusesTypesThatHaveNoText() {
    Workflow workflow =
        builder ->
            builder.result(
                builder.step(
                    "one",
                    ParametersTest::one,
                    builder.parameter("n", StringBuilder.class).defaultsTo(new StringBuilder())));

    for (Map<String, String> arguments : List.of(Map.<String, String>of(), Map.of("n", "a"))) {
      assertThatThrownBy(() -> WorkflowDefinition.of(workflow, arguments))
          .isInstanceOf(InvalidWorkflowException.class)
          .hasMessageContaining(
              "parameter 'n' is a StringBuilder (use String, Integer, Long, Float, Double, Boolean,"
                  + " an enum, LocalDate, LocalDateTime or Instant)");
    }
  }

  private static void assertProblem(Workflow workflow, String problem) {
    assertThatThrownBy(() -> WorkflowDefinition.of(workflow, Map.of()))
        .isInstanceOfSatisfying(
            InvalidWorkflowException.class, e -> assertThat(e.problems()).contains(problem));
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessage(message);
  }

  @Test
  void refusesMoreTextThanARecordShouldHold() {
    assertThat(value(String.class, "", "x".repeat(1_000_000))).isEqualTo("x".repeat(1_000_000));
    assertThatThrownBy(() -> value(String.class, "", "x".repeat(1 << 20)))
        .isInstanceOfSatisfying(
            StrideException.class,
            refused -> assertThat(refused.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessage(
            "Cannot use parameters of more than 1048576 characters: --value exceeds it (write the"
                + " data to a file and pass its path)");
  }

  @Test
  void refusesTwoHundredThousandArguments() {
    Map<String, String> arguments = new HashMap<>();
    for (int index = 0; index < 200_000; index++) {
      arguments.put("value-" + index, "x");
    }
    assertThatThrownBy(() -> WorkflowDefinition.of(new One<>(String.class, ""), arguments))
        .hasMessageStartingWith("Cannot use parameters of more than 1048576 characters: --value-");
  }
}
