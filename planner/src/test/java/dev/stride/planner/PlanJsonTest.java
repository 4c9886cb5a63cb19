// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanJsonTest {
  private static final ExecutionPlan PLAN =
      Planner.plan(
          WorkflowDefinition.of(new FlightDelays(), Map.of("min-delay", 30)),
          Plans.options(Target.AUTO, Layer.BATCH));

  @Test
  void readsBackWhatItWrote() {
    ExecutionPlan read = PlanJson.read(PlanJson.write(PLAN));

    assertThat(read).isEqualTo(PLAN);
    assertThat(PlanPrinter.print(read)).isEqualTo(PlanPrinter.print(PLAN));
    assertThat(PlanJson.write(read)).isEqualTo(PlanJson.write(PLAN));
  }

  @Test
  void keepsParametersAndPlacements() {
    ExecutionPlan read = PlanJson.read(PlanJson.write(PLAN));

    assertThat(read.parameters()).containsExactly(Map.entry("min-delay", "30"));
    assertThat(read.workflowClass()).isEqualTo("dev.stride.planner.FlightDelays");
    assertThat(read.stage("fit").placement())
        .isEqualTo(new Placement(Layer.BATCH, "batch", "@Batch"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"workflow\":\"a\",\"workflow\":\"b\"}",
        "{\"workflow\":\"a\",\"more\":1}",
      })
  void refusesWhatIsNoPlan(String json) {
    assertRefused(json);
  }

  @Test
  void refusesPlansWithNullsOrMore() {
    String json = PlanJson.write(PLAN);

    assertRefused(json.replaceFirst("\"layer\" : \"DUCKDB\"", "\"layer\" : null"));
    assertRefused(json.replaceFirst("\"layer\" : \"DUCKDB\"", "\"layer\" : \"GPU\""));
    assertRefused(json.replaceFirst("\"kind\" : \"DATASET\",", ""));
    assertRefused(json + "{}");
  }

  private static void assertRefused(String json) {
    assertThatThrownBy(() -> PlanJson.read(json))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessageStartingWith("Cannot read plan: ")
        .hasMessageEndingWith(" (write it with stride plan)");
  }
}
