// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

/** A command over a workflow with its parameters. */
interface WorkflowCommand {
  WorkflowOptions workflow();
}
