// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.policy.Layer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanPrinterTest {

  private static String print(WorkflowDefinition definition, PlanOptions options) {
    return PlanPrinter.print(Planner.plan(definition, options));
  }

  @Test
  void printsAPlanOfThisMachine() {
    assertThat(print(Plans.definition(new FlightDelays()), Plans.options(Target.AUTO)))
        .isEqualTo(
            """
            workflow flight-delays
              flights                 read    Parquet data/flights.parquet
              airlines                read    1 row in memory
              late + known + byRoute  duckdb  from flights, airlines; because: data-parallel, and no cluster is asked for
              carriers                thread  from flights; because: single-node, and this machine suffices
              fit[]                   thread  from carriers, flights; retry 2; timeout 20m; catch noModel; cpu 4, memory 2 GiB; batch queue heavy; because: one task per element, and this machine suffices; @Batch is ignored here
              summarize               thread  from byRoute, fit; because: single-node, and this machine suffices
            result routes = byRoute
            result summary = summarize
            """);
  }

  @Test
  void printsAPlanOverSparkAndBatch() {
    assertThat(
            print(
                Plans.definition(new FlightDelays(), "retry:1", "known=timeout:90s"),
                Plans.options(Target.SPARK, Layer.SPARK, Layer.BATCH)))
        .isEqualTo(
            """
            workflow flight-delays
              flights    read    Parquet data/flights.parquet
              airlines   read    1 row in memory
              late       spark   from flights; because: --on spark
              known      spark   from late, airlines; timeout 90s; because: --on spark
              byRoute    spark   from known; because: --on spark
              carriers   thread  from flights; retry 1; because: single-node, and this machine suffices
              fit[]      thread  from carriers, flights; retry 2; timeout 20m; catch noModel; cpu 4, memory 2 GiB; batch queue heavy; because: one task per element, and this machine suffices; @Batch is ignored here
              summarize  thread  from byRoute, fit; retry 1; because: single-node, and this machine suffices
            result routes = byRoute
            result summary = summarize
            """);
  }

  static final class One implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      workflow.result(workflow.step(One::one));
    }

    static int one() {
      return 1;
    }
  }

  @Test
  void printsTheSmallestPlan() {
    assertThat(print(Plans.definition(new One()), Plans.options(Target.AUTO)))
        .isEqualTo(
            """
            workflow one
              one  thread  because: single-node, and this machine suffices
            result one
            """);
  }

  static final class ReadOnly implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      Node<Dataset<FlightDelays.Airline>> rows =
          workflow.rows("airlines", FlightDelays.Airline.class, java.util.List.of());
      workflow.result(rows);
    }
  }

  @Test
  void printsAPlanThatOnlyReads() {
    assertThat(print(Plans.definition(new ReadOnly()), Plans.options(Target.AUTO)))
        .isEqualTo(
            """
            workflow read-only
              airlines  read    0 rows in memory
              result    duckdb  from airlines; because: data-parallel, and no cluster is asked for
            result result
            """);
  }

  @Test
  void printsEqualTextForEqualInputs() {
    String first = print(Plans.definition(new FlightDelays()), Plans.options(Target.AUTO));

    for (int time = 0; time < 20; time++) {
      assertThat(
              print(
                  WorkflowDefinition.of(new FlightDelays(), Map.of("min-delay", "15")),
                  Plans.options(Target.AUTO)))
          .isEqualTo(first);
    }
  }
}
