// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.planner.Target;
import dev.stride.runner.execution.CarefulListener;
import dev.stride.runner.execution.OnFailure;
import dev.stride.runner.execution.RunContext.Records;
import dev.stride.runner.execution.RunListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How one run is carried out. Immutable.
 *
 * @param target where steps may run
 * @param policies policies set from outside, each as {@code --with} writes it
 * @param tag a word to find the run by, or empty
 * @param records what is written down; without records a run cannot be resumed
 * @param jar the jar that holds the workflow, or empty for the class path; kept for {@code resume}
 * @param onFailure what it does once a step has failed for good
 * @param deadline how long it may take from its start to its end
 * @param reuses whether it takes over what earlier runs of the workflow have done
 * @param listener hears what happens; what it throws goes to the log and changes nothing
 */
public record RunOptions(
    Target target,
    List<String> policies,
    String tag,
    Records records,
    String jar,
    OnFailure onFailure,
    Optional<Duration> deadline,
    boolean reuses,
    RunListener listener) {
  private static final RunOptions DEFAULTS = new Draft().options();

  public RunOptions {
    policies = List.copyOf(policies);
    listener = CarefulListener.telling(listener);
  }

  /** Wherever the rules decide, no further policies, all records; ends at the first failure. */
  public static RunOptions ofDefaults() {
    return DEFAULTS;
  }

  public RunOptions on(Target newTarget) {
    return changed(draft -> draft.target = newTarget);
  }

  /** Sets policies, such as {@code retry:3} or {@code fitCarrier=timeout:20m}. */
  public RunOptions with(List<String> newPolicies) {
    return changed(draft -> draft.policies = newPolicies);
  }

  public RunOptions tagged(String newTag) {
    return changed(draft -> draft.tag = newTag);
  }

  public RunOptions keeping(Records newRecords) {
    return changed(draft -> draft.records = newRecords);
  }

  public RunOptions fromJar(String newJar) {
    return changed(draft -> draft.jar = newJar);
  }

  public RunOptions onFailure(OnFailure newOnFailure) {
    return changed(draft -> draft.onFailure = newOnFailure);
  }

  /** Ends the run when it has taken that long; it can be resumed. */
  public RunOptions within(Duration newDeadline) {
    return changed(draft -> draft.deadline = Optional.of(newDeadline));
  }

  /**
   * Takes over every step and slot that one of the workflow's latest runs in the same store has
   * finished with the same code, parameters and inputs.
   */
  public RunOptions reusing() {
    return changed(draft -> draft.reuses = true);
  }

  public RunOptions listeningWith(RunListener newListener) {
    return changed(draft -> draft.listener = newListener);
  }

  private RunOptions changed(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.target = target;
    draft.policies = policies;
    draft.tag = tag;
    draft.records = records;
    draft.jar = jar;
    draft.onFailure = onFailure;
    draft.deadline = deadline;
    draft.reuses = reuses;
    draft.listener = listener;
    change.accept(draft);
    return draft.options();
  }

  /** The options while one of them is changed. */
  private static final class Draft {
    private Target target = Target.AUTO;
    private List<String> policies = List.of();
    private String tag = "";
    private Records records = Records.ALL;
    private String jar = "";
    private OnFailure onFailure = OnFailure.FAIL_FAST;
    private Optional<Duration> deadline = Optional.empty();
    private boolean reuses;
    private RunListener listener = RunListener.NONE;

    RunOptions options() {
      return new RunOptions(
          target, policies, tag, records, jar, onFailure, deadline, reuses, listener);
    }
  }
}
