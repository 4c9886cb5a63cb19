// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

/** A command whose unknown long options are parameters of the workflow that it names. */
interface TakesParameters {
  WorkflowOptions workflow();
}
