// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.source.Csv;

/** What it yields is a file, nothing else. */
public final class OnlyReads implements Workflow {
  /** A row. */
  public record Line(String word, int count) {}

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> file = workflow.parameter("file", String.class).required();
    workflow.result(workflow.read("lines", Line.class, Csv.at(file)));
  }
}
