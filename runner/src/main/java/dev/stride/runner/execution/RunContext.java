// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.spi.Backend;
import dev.stride.planner.ExecutionPlan;
import dev.stride.planner.Machine;
import dev.stride.runner.dispatch.ResilientDispatcher;
import dev.stride.store.RunStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What a run works with.
 *
 * @param definition the workflow
 * @param plan what to do
 * @param backends the backend of a name, opened when first asked for
 * @param dispatcher makes attempts
 * @param files reads and writes the store, on threads that nobody interrupts
 * @param store the run's records
 * @param earlier the runs that this one goes on from, the nearest first
 * @param records what is written of every task
 * @param secrets what its steps need to know, and others must not
 * @param machine what tasks may use together
 * @param onFailure what the run does once a step has failed for good
 * @param deadline how long the run may take
 * @param listener hears what happens
 */
public record RunContext(
    WorkflowDefinition definition,
    ExecutionPlan plan,
    Function<String, Backend> backends,
    ResilientDispatcher dispatcher,
    Executor files,
    RunStore store,
    List<RunStore> earlier,
    Records records,
    RunSecrets secrets,
    Machine machine,
    OnFailure onFailure,
    Optional<Duration> deadline,
    RunListener listener) {

  /** What a run writes down. */
  public enum Records {
    /** Everything that is needed to resume it. */
    ALL,
    /** No fingerprints and no slots, only what steps hand on; nothing of it can be reused. */
    NONE
  }
}
