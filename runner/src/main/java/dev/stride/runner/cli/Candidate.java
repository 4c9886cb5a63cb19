// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.failure.StrideException;

/** A class that is a workflow, or may be one. */
sealed interface Candidate {
  /** The name of the class. */
  String type();

  /** Whether the command line may mean it by {@code name}, which has no package. */
  boolean answersTo(String name);

  /** The workflow. */
  Workflow workflow();

  /** One that can be used under a name. */
  record Usable(String name, Workflow workflow) implements Candidate {
    @Override
    public String type() {
      return workflow.getClass().getName();
    }

    @Override
    public boolean answersTo(String wanted) {
      return name.equals(wanted) || workflow.getClass().getSimpleName().equals(wanted);
    }
  }

  /** One that cannot be used; its name is not known. */
  record Refused(String type, StrideException problem) implements Candidate {
    @Override
    public boolean answersTo(String wanted) {
      String simple = type.substring(1 + Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')));
      return simple.equalsIgnoreCase(wanted.replace("-", ""));
    }

    @Override
    public Workflow workflow() {
      throw problem;
    }
  }

  /** A workflow that has been made, if its name is legal. */
  static Candidate of(Workflow workflow) {
    try {
      return new Usable(WorkflowDefinition.nameOf(workflow), workflow);
    } catch (StrideException e) {
      return new Refused(workflow.getClass().getName(), e);
    }
  }
}
