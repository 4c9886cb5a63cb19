// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import static dev.stride.api.expression.Functions.field;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.source.Parquet;

/** A hundred steps in a row, so that planning has something to do. */
public final class LongWorkflow implements Workflow {
  static final int STEPS = 100;

  /** Two of the columns of the file. */
  public record Point(long a, int c) {}

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> data = workflow.parameter("data", String.class).required();
    Node<Dataset<Point>> rows = workflow.read("points", Point.class, Parquet.at(data.value()));
    for (int number = 1; number <= STEPS; number += 2) {
      rows = workflow.step("s" + number, LongWorkflow::moved, rows);
      rows = workflow.step("s" + (number + 1), LongWorkflow::kept, rows);
    }
    workflow.result(rows);
  }

  static Dataset<Point> moved(Dataset<Point> points) {
    return points.select(Point.class, field(Point::a).plus(1L), field(Point::c));
  }

  static Dataset<Point> kept(Dataset<Point> points) {
    return points.filter(field(Point::c).ge(0));
  }
}
