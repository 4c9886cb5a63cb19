// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowNamesTest {

  @ParameterizedTest
  @CsvSource({
    "FlightDelays, flight-delays",
    "Delays, delays",
    "HTTPServer, http-server",
    "LoadTPCH, load-tpch",
    "TPCHQuery12, tpch-query12",
    "Q1Pricing, q1-pricing",
    "ABTest, ab-test",
    "x, x",
  })
  void putsDashesBetweenWords(String className, String name) {
    assertThat(WorkflowNames.kebab(className)).isEqualTo(name);
  }

  @Test
  void namesWorkflowsWithoutANameAfterTheClassAroundThem() {
    Workflow lambda = workflow -> {};
    Workflow anonymous =
        new Workflow() {
          @Override
          public void define(WorkflowBuilder workflow) {}
        };

    assertThat(lambda.name()).isEqualTo("workflow-names-test");
    assertThat(anonymous.name()).isEqualTo("workflow-names-test");
    assertThat(lambda.description()).isEmpty();
  }
}
