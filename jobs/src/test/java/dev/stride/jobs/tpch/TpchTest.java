// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepKind;
import dev.stride.api.definition.WorkflowDefinition;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TpchTest {

  private static WorkflowDefinition definition(String query) {
    return WorkflowDefinition.of(new Tpch(), Map.of("query", query));
  }

  @Test
  void answersAllQueriesInTheirOrderByDefault() {
    assertThat(WorkflowDefinition.of(new Tpch(), Map.of()).results())
        .hasSize(22)
        .containsEntry("q22", "q22")
        .satisfies(
            results -> assertThat(results.keySet()).startsWith("q1", "q2", "q3").endsWith("q22"));
  }

  @Test
  void readsOnlyTheTablesOfTheChosenQueries() {
    assertThat(definition("4, 1,4").results().keySet()).containsExactly("q1", "q4");
    assertThat(definition("4").steps())
        .filteredOn(step -> step.kind() == StepKind.READ)
        .extracting(StepDefinition::name)
        .containsExactlyInAnyOrder("orders", "lineitem");
  }

  @Test
  void namesItselfAndItsParameters() {
    assertThat(new Tpch().name()).isEqualTo("tpch");
    assertThat(WorkflowDefinition.parametersOf(new Tpch()))
        .extracting("name")
        .containsExactly("data", "query");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "23", "1,,2", "one", "1;2", "-1", "1,q2"})
  void refusesWhatIsNoQuery(String query) {
    assertThatThrownBy(() -> definition(query))
        .hasMessageContaining("Invalid value of --query: " + query)
        .hasMessageContaining("numbers from 1 to 22");
  }
}
