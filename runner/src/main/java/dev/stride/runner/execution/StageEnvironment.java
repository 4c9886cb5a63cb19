// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.TimeLimit;
import dev.stride.api.spi.AttemptTerms;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.RemoteStep;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.planner.Stage;
import dev.stride.runner.dispatch.StepDispatch;
import dev.stride.runner.execution.RunContext.Records;
import dev.stride.store.AttemptStore;
import dev.stride.store.RunStore;
import java.util.List;

/**
 * What the tasks of one stage share.
 *
 * @param context the run
 * @param stage what the plan says of it
 * @param step its last step, whose policies hold for all
 * @param backend carries out the calls of its step
 * @param here runs code in this process and reads datasets for it
 * @param dispatch its policies
 * @param arguments makes its arguments
 * @param admission room on the machine
 * @param cancellation ends its attempts
 * @param progress how far it is
 * @param isolation whether its attempts run in processes
 */
record StageEnvironment(
    RunContext context,
    Stage stage,
    StepDefinition step,
    Backend backend,
    Backend here,
    StepDispatch dispatch,
    Arguments arguments,
    Admission admission,
    Cancellation cancellation,
    StageProgress progress,
    Isolation isolation) {

  RunStore store() {
    return context.store();
  }

  RunSecrets secrets() {
    return context.secrets();
  }

  /** Starts an attempt, whose failure will tell no secret. */
  StepAttempt start(StepTask task) {
    return secrets().redacted((task instanceof StepTask.Call ? backend : here).start(task));
  }

  boolean keepsRecords() {
    return context.records() == Records.ALL;
  }

  void changed() {
    context.listener().changed(progress);
  }

  /** The step as other processes find it. */
  RemoteStep remoteStep() {
    return new RemoteStep(
        context.plan().workflowClass(),
        store().run().jar(),
        context.plan().parameters(),
        step.name(),
        arguments.remote(step, stage.placement().layer().isService()),
        secrets().remote(step));
  }

  /**
   * What another machine needs to know of an attempt.
   *
   * @param key names what it computes
   */
  AttemptTerms terms(AttemptStore folder, String key) {
    return new AttemptTerms(
        folder.path(),
        keepsRecords() ? step.name() + " " + key : "",
        context.earlier().stream().map(run -> "runs/" + run.run().run()).toList(),
        step.policies().timeLimit().map(TimeLimit::duration),
        step.policies().batch());
  }

  /** Who reads the stage's dataset: a result is everybody's. */
  StepTask.Readers readers() {
    List<Stage> consumers =
        context.plan().stages().stream()
            .filter(other -> other.inputs().contains(stage.name()))
            .toList();
    boolean isResult = context.plan().results().containsValue(stage.name());
    boolean byCode =
        consumers.stream()
            .map(consumer -> consumer.placement().layer())
            .allMatch(layer -> layer == Layer.THREAD || layer == Layer.PROCESS);
    return isResult || !byCode ? StepTask.Readers.ANYBODY : StepTask.Readers.CODE;
  }

  /** What messages call the stage's task. */
  String label() {
    return "step '" + step.name() + "'";
  }
}
