// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Dataset;
import dev.stride.api.MemorySize;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Batch;
import dev.stride.api.decorator.Catch;
import dev.stride.api.decorator.Resources;
import dev.stride.api.decorator.Retry;
import dev.stride.api.decorator.Timeout;
import dev.stride.api.expression.Functions;
import dev.stride.api.failure.Failure;
import dev.stride.api.policy.BatchOptions;
import dev.stride.api.policy.Fallback;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.api.policy.StepPolicies;
import dev.stride.api.policy.TimeLimit;
import dev.stride.api.relation.Filter;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Parquet;
import dev.stride.api.spi.DatasetReader;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public class WorkflowDefinitionTest {
  public record Flight(String carrier, int delay) {}

  public record Airline(String carrier) {}

  public static final class FlightDelays implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      Parameter<Integer> minDelay = workflow.parameter("min-delay", Integer.class).defaultsTo(15);
      Node<Dataset<Flight>> flights =
          workflow.read("flights", Flight.class, Parquet.at("data/flights.parquet"));
      Node<Dataset<Airline>> airlines =
          workflow.rows("airlines", Airline.class, List.of(new Airline("AA")));
      Node<Dataset<Flight>> late = workflow.step(FlightDelays::late, flights, minDelay);
      Node<List<String>> carriers = workflow.step(FlightDelays::carriers, airlines);
      Node<List<Double>> models =
          workflow.foreach(carriers, FlightDelays::fit, late).named("models");
      workflow.result("late", late);
      workflow.result("models", models);
    }

    static Dataset<Flight> late(Dataset<Flight> flights, int minDelay) {
      return flights.filter(Functions.field(Flight::delay).ge(minDelay));
    }

    static List<String> carriers(Dataset<Airline> airlines) {
      return airlines.stream().map(Airline::carrier).toList();
    }

    @Retry(times = 2, delayMillis = 50, except = IOException.class)
    @Timeout(seconds = 30, minutes = 1)
    @Catch(fallback = "noModel")
    @Resources(cpu = 4, memory = "16 GiB", gpu = 1, disk = "100GiB")
    @Batch(queue = "heavy", image = "r:4")
    static Double fit(String carrier, Dataset<Flight> flights) {
      return 1.0;
    }

    static double noModel(Failure failure, String carrier, Dataset<Flight> flights) {
      return -1;
    }
  }

  private static final WorkflowDefinition DEFINITION =
      WorkflowDefinition.of(new FlightDelays(), Map.of());

  @Test
  void takesNamesFromMethodsAndTheClass() {
    assertThat(DEFINITION.name()).isEqualTo("flight-delays");
    assertThat(DEFINITION.workflow()).isEqualTo(FlightDelays.class);
    assertThat(DEFINITION.steps())
        .extracting(StepDefinition::name)
        .containsExactly("flights", "airlines", "late", "carriers", "models");
  }

  @Test
  void takesKindsAndTypesFromMethods() {
    assertThat(DEFINITION.steps())
        .extracting(StepDefinition::kind)
        .containsExactly(
            StepKind.READ, StepKind.READ, StepKind.DATASET, StepKind.VALUE, StepKind.FOREACH);
    assertThat(DEFINITION.step("late").resultType().getTypeName())
        .isEqualTo("dev.stride.api.Dataset<" + Flight.class.getName() + ">");
    assertThat(DEFINITION.step("carriers").resultType().getTypeName())
        .isEqualTo("java.util.List<java.lang.String>");
    assertThat(DEFINITION.step("models").resultType()).isEqualTo(Double.class);
    assertThat(DEFINITION.steps())
        .extracting(StepDefinition::yieldsDataset)
        .containsExactly(true, true, true, false, false);
  }

  @Test
  void remembersWhereArgumentsComeFrom() {
    assertThat(DEFINITION.step("late").inputs())
        .containsExactly(
            new StepInput.FromStep("flights"), new StepInput.FromParameter("min-delay"));
    assertThat(DEFINITION.step("models").inputs())
        .containsExactly(new StepInput.FromStep("carriers"), new StepInput.FromStep("late"));
    assertThat(DEFINITION.step("late").upstream()).containsExactly("flights");
  }

  @Test
  void takesPoliciesFromDecorators() {
    StepPolicies policies = DEFINITION.step("models").policies();

    assertThat(policies.retry())
        .contains(
            new RetryPolicy(
                2, Duration.ofMillis(50), List.of(), List.of("java.io.IOException"), true, false));
    assertThat(policies.timeLimit()).contains(TimeLimit.of(Duration.ofSeconds(90)));
    assertThat(policies.fallback()).contains(Fallback.method("noModel"));
    assertThat(policies.resources())
        .isEqualTo(
            new ResourceRequest(
                Optional.of(4),
                Optional.of(MemorySize.parse("16GiB")),
                Optional.of(1),
                Optional.of(MemorySize.parse("100GiB")),
                Optional.empty()));
    assertThat(policies.batch())
        .contains(
            new BatchOptions(
                Optional.of("heavy"), Optional.of("r:4"), Optional.empty(), Optional.empty()));
    assertThat(DEFINITION.step("late").policies()).isEqualTo(StepPolicies.none());
  }

  @Test
  void findsFallbacksWhateverTheirReturnTypesBox() {
    assertThat(DEFINITION.step("models").fallback()).map(Method::getName).contains("noModel");
    assertThat(DEFINITION.step("carriers").fallback()).isEmpty();
  }

  @Test
  void buildsDatasetsWhoseInputsAreKnown() {
    assertThat(DEFINITION.step("flights").relation().orElseThrow()).isInstanceOf(Scan.class);
    assertThat(DEFINITION.step("airlines").relation().orElseThrow()).isInstanceOf(Rows.class);
    assertThat(DEFINITION.step("late").relation().orElseThrow())
        .isInstanceOfSatisfying(
            Filter.class, filter -> assertThat(filter.condition().toString()).contains("15"));
    assertThat(DEFINITION.step("models").relation()).isEmpty();
  }

  @Test
  void keepsResultsInTheirOrder() {
    assertThat(DEFINITION.results())
        .containsExactly(Map.entry("late", "late"), Map.entry("models", "models"));
  }

  @Test
  void invokesWhatWasDefined() {
    StepDefinition carriers = DEFINITION.step("carriers");
    Dataset<Airline> airlines =
        Dataset.of(
            Airline.class,
            DEFINITION.step("airlines").relation().orElseThrow(),
            DatasetReader.forbidden());

    assertThatThrownBy(
            () -> StepInvoker.invoke(carriers.function().orElseThrow(), new Object[] {airlines}))
        .hasMessageStartingWith("Cannot read");
  }

  @Test
  void findsStepsByName() {
    assertThatThrownBy(() -> DEFINITION.step("nobody"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("Cannot find step: nobody");
  }

  @Test
  void makesEqualDefinitionsEveryTime() {
    WorkflowDefinition again = WorkflowDefinition.of(new FlightDelays(), Map.of("min-delay", "15"));

    assertThat(again.parameters()).isEqualTo(DEFINITION.parameters());
    assertThat(again.values()).isEqualTo(DEFINITION.values());
    assertThat(again.step("late").relation()).isEqualTo(DEFINITION.step("late").relation());
    assertThat(again.results()).isEqualTo(DEFINITION.results());
  }

  public static final class Wide implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      Node<Integer> one = workflow.step(Wide::one);
      Node<Integer> two = workflow.step(Wide::sum, one, one).named("two");
      Node<Integer> three = workflow.step(Wide::sum3, one, one, one);
      Node<Integer> four = workflow.step(Wide::sum4, one, one, one, one);
      Node<Integer> five = workflow.step(Wide::sum5, one, one, one, one, one);
      Node<Integer> six = workflow.step(Wide::sum6, one, two, three, four, five, one);
      Node<Integer> seven = workflow.step(Wide::sum7, one, two, three, four, five, six, one);
      workflow.result(workflow.step(Wide::sum8, one, two, three, four, five, six, seven, one));
    }

    static int one() {
      return 1;
    }

    static int sum(int a, int b) {
      return a + b;
    }

    static int sum3(int a, int b, int c) {
      return a + b + c;
    }

    static int sum4(int a, int b, int c, int d) {
      return a + b + c + d;
    }

    static int sum5(int a, int b, int c, int d, int e) {
      return a + b + c + d + e;
    }

    static int sum6(int a, int b, int c, int d, int e, int f) {
      return a + 10 * b + 100 * c + 1000 * d + 10_000 * e + 100_000 * f;
    }

    static int sum7(int a, int b, int c, int d, int e, int f, int g) {
      return a + b + c + d + e + f + g;
    }

    static int sum8(int a, int b, int c, int d, int e, int f, int g, int h) {
      return a
          + 10 * b
          + 100 * c
          + 1000 * d
          + 10_000 * e
          + 100_000 * f
          + 1_000_000 * g
          + 10_000_000 * h;
    }
  }

  @Test
  void takesUpToEightInputsInOrder() throws Exception {
    WorkflowDefinition wide = WorkflowDefinition.of(new Wide(), Map.of());
    Object[] arguments = {1, 2, 3, 4, 5, 6, 7, 8};

    assertThat(StepInvoker.invoke(wide.step("sum8").function().orElseThrow(), arguments))
        .isEqualTo(87_654_321);
    assertThat(StepInvoker.invoke(wide.step("sum6").function().orElseThrow(), arguments))
        .isEqualTo(654_321);
    assertThat(wide.step("sum7").inputs()).hasSize(7);
  }

  @Test
  void namesLambdasByTheNameThatIsGiven() {
    Workflow workflow =
        builder -> {
          Node<List<Integer>> items =
              builder.step("items", one -> List.of(one), builder.step(Wide::one));
          builder.result(builder.foreach("each", items, item -> item));
        };

    assertThatThrownBy(() -> WorkflowDefinition.of(workflow, Map.of()))
        .hasMessageContaining(
            "step 'items': List has no element type (use a method reference, whose type is known)");
  }

  @Test
  void setsPoliciesByTheFluentForm() {
    Workflow workflow =
        builder ->
            builder.result(
                builder
                    .step(WorkflowDefinitionTest::hardened)
                    .with(RetryPolicy.times(5), ResourceRequest.ofMemory(MemorySize.parse("1GiB")))
                    .with(RetryPolicy.times(6)));

    StepPolicies policies = WorkflowDefinition.of(workflow, Map.of()).step("hardened").policies();

    assertThat(policies.all())
        .extracting(Object::toString)
        .containsExactly("retry 6", "timeout 5s", "cpu 2, memory 1 GiB");
  }

  @Retry(times = 1)
  @Timeout(seconds = 5)
  @Resources(cpu = 2)
  static int hardened() {
    return 1;
  }
}
