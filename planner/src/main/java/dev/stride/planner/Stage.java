// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.definition.StepKind;
import java.util.List;

/**
 * Steps that run as one: a single-node step alone, or data-parallel steps fused into one query.
 *
 * @param name the last step's name, whose result the stage yields
 * @param kind what the last step does
 * @param steps all steps of the stage, inputs first
 * @param inputs the stages and datasets that it waits for, by name
 * @param placement where it runs
 * @param policies how it is dispatched, one phrase per policy
 * @param notes what the user should know, one sentence each
 */
public record Stage(
    String name,
    StepKind kind,
    List<String> steps,
    List<String> inputs,
    Placement placement,
    List<String> policies,
    List<String> notes) {
  public Stage {
    steps = List.copyOf(steps);
    inputs = List.copyOf(inputs);
    policies = List.copyOf(policies);
    notes = List.copyOf(notes);
  }
}
