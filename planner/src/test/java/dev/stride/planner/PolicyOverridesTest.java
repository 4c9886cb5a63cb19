// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Node;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Catch;
import dev.stride.api.decorator.Resources;
import dev.stride.api.decorator.Retry;
import dev.stride.api.decorator.Timeout;
import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.failure.Failure;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Policy;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public class PolicyOverridesTest {

  /** A bare step, a hardened one, a fan-out, and one whose result may be empty. */
  public static final class Numbers implements Workflow {
    public record Row(int value) {}

    @Override
    public void define(WorkflowBuilder workflow) {
      Node<List<Integer>> items = workflow.step(Numbers::items);
      Node<Integer> bare = workflow.step(Numbers::bare, items);
      Node<Integer> hardened = workflow.step(Numbers::hardened, bare);
      Node<List<Integer>> each = workflow.foreach(items, Numbers::each);
      workflow.result("sum", workflow.step(Numbers::sum, hardened, each));
      workflow.result(
          "rows",
          workflow.step(
              "rows", rows -> rows, workflow.rows("table", Row.class, List.of(new Row(1)))));
    }

    static List<Integer> items() {
      return List.of(1, 2);
    }

    static int bare(List<Integer> items) {
      return 1;
    }

    @Retry(times = 2)
    @Timeout(seconds = 30)
    @Catch(fallback = "zero")
    @Resources(cpu = 1)
    static int hardened(int value) {
      return value;
    }

    static int zero(Failure failure, int value) {
      return 0;
    }

    static int minusOne(Failure failure, int value) {
      return -1;
    }

    static int each(int item) {
      return item;
    }

    static Optional<Integer> sum(int hardened, List<Integer> each) {
      return Optional.empty();
    }
  }

  private static StepDefinition step(String name, String... with) {
    return Plans.definition(new Numbers(), with).step(name);
  }

  private static String policies(String name, String... with) {
    return step(name, with).policies().all().stream()
        .map(Policy::toString)
        .reduce((one, other) -> one + "; " + other)
        .orElse("");
  }

  private static final String HARDENED = "retry 2; timeout 30s; catch zero; cpu 1";

  @Test
  void leavesADefinitionAloneWithoutSpecs() {
    assertThat(policies("bare")).isEmpty();
    assertThat(policies("hardened")).isEqualTo(HARDENED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retry              | retry 3",
        "retry:5            | retry 5",
        "retry:0            | retry 0",
        "timeout:20m        | timeout 20m",
        "timeout:1500ms     | timeout 1500ms",
        "cpu:4              | cpu 4",
        "memory:32GiB       | memory 32 GiB",
        "cpu:4,memory:1MiB  | cpu 4, memory 1 MiB",
        "thread             | on thread",
        "process            | on process",
        "batch              | on batch",
        "lambda             | on lambda",
        "retry:1, timeout:2h | retry 1; timeout 2h",
      })
  void readsEverySpec(String spec, String expected) {
    assertThat(policies("bare", "bare=" + spec)).isEqualTo(expected);
    assertThat(policies("bare", spec)).isEqualTo(expected);
  }

  @Test
  void replacesWhatStandsOnANamedStep() {
    assertThat(policies("hardened", "hardened=retry:9"))
        .isEqualTo("retry 9; timeout 30s; catch zero; cpu 1");
    assertThat(policies("hardened", "hardened=timeout:1h,cpu:2,memory:2GiB"))
        .isEqualTo("retry 2; timeout 1h; catch zero; cpu 2, memory 2 GiB");
    assertThat(policies("bare", "hardened=retry:9")).isEmpty();
  }

  @Test
  void fillsOnlyGapsWithoutAName() {
    assertThat(policies("hardened", "retry:9,memory:1GiB,cpu:8", "timeout:1h"))
        .isEqualTo("retry 2; timeout 30s; catch zero; cpu 1, memory 1 GiB");
    assertThat(policies("bare", "retry:9")).isEqualTo("retry 9");
    assertThat(policies("each", "retry:9")).isEqualTo("retry 9");
  }

  @Test
  void leavesDataParallelStepsToTheirNames() {
    assertThat(policies("rows", "retry:9")).isEmpty();
    assertThat(policies("rows", "rows=retry:9")).isEqualTo("retry 9");
    assertThat(policies("table", "retry:9")).isEmpty();
  }

  @Test
  void prefersANameInAnyOrder() {
    assertThat(policies("bare", "retry:1", "bare=retry:2")).isEqualTo("retry 2");
    assertThat(policies("bare", "bare=retry:2", "retry:1")).isEqualTo("retry 2");
  }

  @Test
  void letsTheLastOfAKindStand() {
    assertThat(policies("bare", "bare=retry:1", "bare=retry:2")).isEqualTo("retry 2");
    assertThat(policies("bare", "retry:1", "retry:2")).isEqualTo("retry 2");
    assertThat(policies("bare", "retry:1,retry:2")).isEqualTo("retry 2");
    assertThat(policies("bare", "cpu:1,memory:1GiB", "cpu:2")).isEqualTo("cpu 2, memory 1 GiB");
  }

  @Test
  void findsTheFallbackMethodThatASpecNames() {
    StepDefinition step = step("hardened", "hardened=catch:minusOne");

    assertThat(step.fallback()).map(Method::getName).contains("minusOne");
    assertThat(policies("hardened", "hardened=catch:minusOne")).contains("catch minusOne");
  }

  @Test
  void refusesAFallbackMethodThatDoesNotFit() {
    assertThatThrownBy(() -> step("bare", "bare=catch:nothing"))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessage(
            "Cannot use 'nothing' as fallback of bare: there is no such method (declare static int"
                + " nothing(Failure, List<Integer>))");
  }

  @Test
  void catchesWithAnEmptyResultWhereThereIsOne() {
    assertThat(policies("each", "catch")).isEqualTo("catch");
    assertThat(policies("sum", "catch")).isEqualTo("catch");
    assertThat(policies("items", "catch")).isEqualTo("catch");
    assertThat(policies("bare", "catch,retry:1")).isEqualTo("retry 1");
    assertThat(policies("hardened", "catch")).isEqualTo(HARDENED);
    assertThat(step("hardened", "catch").fallback()).map(Method::getName).contains("zero");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bare", "rows"})
  void refusesAnEmptyResultThatAStepCannotHave(String step) {
    assertThatThrownBy(() -> step(step, step + "=catch"))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessageStartingWith("Cannot apply --with " + step + "=catch: ")
        .hasMessageContaining("has no empty value")
        .hasMessageEndingWith("(name a fallback, as in " + step + "=catch:METHOD)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "", "table", "Bare"})
  void refusesStepsThatAreNotThere(String name) {
    assertThatThrownBy(() -> step("bare", name + "=retry:1"))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessage(
            "Cannot apply --with: there is no step '"
                + name
                + "' (steps are [items, bare, hardened, each, sum, rows])");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retry:x      | Invalid retry: x (must be a whole number)",
        "retry:-1     | Invalid retry times: -1 (must be >= 0)",
        "cpu:0        | Invalid cpu: 0 (must be >= 1)",
        "cpu:         | Invalid cpu:  (must be a whole number)",
        "memory:32    | Invalid memory: 32 (must be a whole number and a unit, for example 16GiB)",
        "timeout:20   | Invalid timeout: 20 (must be a number and ms, s, m or h, for example 20m)",
        "timeout:0s   | Invalid timeout: 0s (must be longer than zero)",
      })
  void refusesBadValues(String spec, String reason) {
    for (String text : List.of(spec, "bare=" + spec, "retry:1," + spec)) {
      assertThatThrownBy(() -> PolicyOverrides.parse(List.of(text)))
          .isInstanceOfSatisfying(
              StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
          .hasMessage("Cannot apply --with " + text + ": " + reason);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu:1", "Retry:1", "spark:4", "bare=", "retry:1,", "a=b=c"})
  void refusesUnknownSpecs(String text) {
    assertThatThrownBy(() -> PolicyOverrides.parse(List.of(text)))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessageStartingWith("Cannot apply --with " + text + ": Invalid policy: ")
        .hasMessageEndingWith(
            " (must be retry:N, timeout:20m, queue:5m, deadline:1h, catch, cpu:4, memory:32GiB,"
                + " thread, process, spark,"
                + " batch or lambda)");
  }

  @Test
  void tellsAllBadSpecsAtOnce() {
    assertThatThrownBy(
            () -> PolicyOverrides.parse(List.of("a=retry:-1,cpu:0", "b=timeout:1h", "c=later")))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessageStartingWith("Cannot apply --with: 3 problems\n  - ")
        .hasMessageContainingAll(
            "a=retry:-1,cpu:0: Invalid retry times: -1 (must be >= 0)",
            "a=retry:-1,cpu:0: Invalid cpu: 0 (must be >= 1)",
            "c=later: Invalid policy: later");
  }

  @Test
  void tellsAllMissingStepsAtOnce() {
    assertThatThrownBy(() -> Plans.definition(new Numbers(), "here=retry:1", "there=retry:2"))
        .hasMessageStartingWith("Cannot apply --with: 2 problems\n  - ")
        .hasMessageContainingAll("there is no step 'here'", "there is no step 'there'");
  }

  @Test
  void refusesATimeLimitThatIsLongerThanTheRunsDeadline() {
    PolicyOverrides overrides = PolicyOverrides.parse(List.of("bare=timeout:2h", "retry:1"));

    assertThatThrownBy(() -> overrides.checkedWithin(Duration.ofHours(1)))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessage(
            "Cannot apply --with bare=timeout:2h: timeout 2h is longer than the run's deadline of"
                + " 1h (shorten it, or raise --deadline)");
    assertThat(overrides.checkedWithin(Duration.ofHours(2))).isSameAs(overrides);
  }

  @Test
  void changesNothingButPolicies() {
    WorkflowDefinition before = Plans.definition(new Numbers());
    WorkflowDefinition after = Plans.definition(new Numbers(), "retry:1", "bare=cpu:2");

    assertThat(after.steps())
        .extracting(StepDefinition::name)
        .isEqualTo(before.steps().stream().map(StepDefinition::name).toList());
    assertThat(after.results()).isEqualTo(before.results());
    assertThat(after.step("sum").inputs()).isEqualTo(before.step("sum").inputs());
  }
}
