// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

/** Where a step's argument comes from. */
public sealed interface StepInput {
  /** The name of the step or parameter. */
  String name();

  /**
   * What another step yields.
   *
   * @param name that step's name
   */
  record FromStep(String name) implements StepInput {}

  /**
   * A parameter's value.
   *
   * @param name the parameter's name
   */
  record FromParameter(String name) implements StepInput {}
}
