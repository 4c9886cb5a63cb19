// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Catch;
import dev.stride.api.decorator.Retry;
import dev.stride.api.failure.Failure;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

public class PlannerTest {
  public record Row(String name) {}

  static Dataset<Row> first(Dataset<Row> rows) {
    return rows.distinct();
  }

  static Dataset<Row> second(Dataset<Row> rows) {
    return rows.distinct();
  }

  static Dataset<Row> both(Dataset<Row> left, Dataset<Row> right) {
    return left.union(right);
  }

  @Retry(times = 1)
  static Dataset<Row> retried(Dataset<Row> rows) {
    return rows.distinct();
  }

  @Retry(times = 1)
  static Dataset<Row> retriedToo(Dataset<Row> rows) {
    return rows.distinct();
  }

  @Catch(fallback = "none")
  static Dataset<Row> caught(Dataset<Row> rows) {
    return rows.distinct();
  }

  @Catch(fallback = "none")
  static Dataset<Row> caughtToo(Dataset<Row> rows) {
    return rows.distinct();
  }

  static Dataset<Row> none(Failure failure, Dataset<Row> rows) {
    return rows.limit(0);
  }

  static long count(Dataset<Row> rows) {
    return rows.rowCount();
  }

  private static ExecutionPlan plan(
      BiFunction<WorkflowBuilder, Node<Dataset<Row>>, Node<?>> steps) {
    Workflow workflow =
        builder -> {
          Node<Dataset<Row>> rows = builder.rows("rows", Row.class, List.of(new Row("a")));
          builder.result(steps.apply(builder, rows));
        };
    return Planner.plan(Plans.definition(workflow), Plans.options(Target.AUTO));
  }

  private static List<List<String>> stages(ExecutionPlan plan) {
    return plan.stages().stream().map(Stage::steps).toList();
  }

  @Test
  void fusesAStepWithItsOnlyConsumer() {
    ExecutionPlan plan =
        plan(
            (workflow, rows) ->
                workflow.step(PlannerTest::second, workflow.step(PlannerTest::first, rows)));

    assertThat(stages(plan)).containsExactly(List.of("first", "second"));
    assertThat(plan.stage("second").inputs()).containsExactly("rows");
  }

  @Test
  void keepsAStepWithTwoConsumersApart() {
    ExecutionPlan plan =
        plan(
            (workflow, rows) -> {
              Node<Dataset<Row>> first = workflow.step(PlannerTest::first, rows);
              Node<Dataset<Row>> second = workflow.step(PlannerTest::second, first);
              return workflow.step(PlannerTest::both, first, second);
            });

    assertThat(stages(plan)).containsExactly(List.of("first"), List.of("second", "both"));
    assertThat(plan.stage("both").inputs()).containsExactly("first");
  }

  @Test
  void keepsAStepThatIsUsedTwiceApart() {
    ExecutionPlan plan =
        plan(
            (workflow, rows) -> {
              Node<Dataset<Row>> first = workflow.step(PlannerTest::first, rows);
              return workflow.step(PlannerTest::both, first, first);
            });

    assertThat(stages(plan)).containsExactly(List.of("first"), List.of("both"));
    assertThat(plan.stage("both").inputs()).containsExactly("first");
  }

  @Test
  void fusesBothInputsOfAStep() {
    ExecutionPlan plan =
        plan(
            (workflow, rows) ->
                workflow.step(
                    PlannerTest::both,
                    workflow.step(PlannerTest::first, rows),
                    workflow.step(PlannerTest::second, rows)));

    assertThat(stages(plan)).containsExactly(List.of("first", "second", "both"));
    assertThat(plan.stage("both").inputs()).containsExactly("rows");
  }

  @Test
  void keepsAResultApart() {
    Workflow workflow =
        builder -> {
          Node<Dataset<Row>> rows = builder.rows("rows", Row.class, List.of());
          Node<Dataset<Row>> first = builder.step(PlannerTest::first, rows);
          builder.result("first", first);
          builder.result("second", builder.step(PlannerTest::second, first));
        };

    ExecutionPlan plan = Planner.plan(Plans.definition(workflow), Plans.options(Target.AUTO));

    assertThat(stages(plan)).containsExactly(List.of("first"), List.of("second"));
    assertThat(plan.results().keySet()).containsExactly("first", "second");
  }

  @Test
  void keepsStepsOfDifferentPoliciesApart() {
    ExecutionPlan plan =
        plan(
            (workflow, rows) ->
                workflow.step(PlannerTest::retried, workflow.step(PlannerTest::first, rows)));

    assertThat(stages(plan)).containsExactly(List.of("first"), List.of("retried"));
    assertThat(plan.stage("retried").policies()).containsExactly("retry 1");
  }

  @Test
  void fusesStepsOfEqualPolicies() {
    ExecutionPlan plan =
        plan(
            (workflow, rows) ->
                workflow.step(PlannerTest::retriedToo, workflow.step(PlannerTest::retried, rows)));

    assertThat(stages(plan)).containsExactly(List.of("retried", "retriedToo"));
  }

  @Test
  void keepsAStepWithAFallbackOfItsOwnApart() {
    ExecutionPlan plan =
        plan(
            (workflow, rows) ->
                workflow.step(PlannerTest::caughtToo, workflow.step(PlannerTest::caught, rows)));

    assertThat(stages(plan)).containsExactly(List.of("caught"), List.of("caughtToo"));
  }

  @Test
  void keepsADatasetThatAValueIsComputedFromApart() {
    ExecutionPlan plan =
        plan(
            (workflow, rows) ->
                workflow.step(PlannerTest::count, workflow.step(PlannerTest::first, rows)));

    assertThat(stages(plan)).containsExactly(List.of("first"), List.of("count"));
    assertThat(plan.stage("count").inputs()).containsExactly("first");
  }

  @Test
  void findsStagesByTheStepWhoseResultTheyYield() {
    ExecutionPlan plan =
        plan(
            (workflow, rows) ->
                workflow.step(PlannerTest::second, workflow.step(PlannerTest::first, rows)));

    assertThatThrownBy(() -> plan.stage("first"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("Cannot find stage: first");
  }

  @Test
  void cannotBeChangedAfterwards() {
    ExecutionPlan plan = plan((workflow, rows) -> workflow.step(PlannerTest::first, rows));

    assertThatThrownBy(() -> plan.parameters().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> plan.datasets().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> plan.stages().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
