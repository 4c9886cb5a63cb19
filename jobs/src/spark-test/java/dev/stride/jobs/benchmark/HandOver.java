// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import static dev.stride.api.expression.Functions.field;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.source.Parquet;
import dev.stride.jobs.benchmark.ReadingBenchmark.Wide;
import java.util.stream.Stream;

/** A data-parallel step whose rows all go to a step on one node. */
public final class HandOver implements Workflow {
  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> data = workflow.parameter("data", String.class).required();
    Node<Dataset<Wide>> rows = workflow.read("wide", Wide.class, Parquet.at(data.value()));
    workflow.result(workflow.step(HandOver::sum, workflow.step(HandOver::present, rows)));
  }

  static Dataset<Wide> present(Dataset<Wide> rows) {
    return rows.filter(field(Wide::a).ge(0L));
  }

  static long sum(Dataset<Wide> rows) {
    try (Stream<Wide> stream = rows.stream()) {
      return stream.mapToLong(Wide::checksum).sum();
    }
  }
}
