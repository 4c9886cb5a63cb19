// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.planner.Target;
import dev.stride.runner.execution.OnFailure;
import dev.stride.runner.execution.RunContext.Records;
import dev.stride.runner.execution.RunListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
 * @param listener hears what happens
 */
public record RunOptions(
    Target target,
    List<String> policies,
    String tag,
    Records records,
    String jar,
    OnFailure onFailure,
    Optional<Duration> deadline,
    RunListener listener) {
  public RunOptions {
    policies = List.copyOf(policies);
  }

  /** Wherever the rules decide, no further policies, all records; ends at the first failure. */
  public static RunOptions ofDefaults() {
    return new RunOptions(
        Target.AUTO,
        List.of(),
        "",
        Records.ALL,
        "",
        OnFailure.FAIL_FAST,
        Optional.empty(),
        RunListener.NONE);
  }

  public RunOptions on(Target newTarget) {
    return new RunOptions(newTarget, policies, tag, records, jar, onFailure, deadline, listener);
  }

  /** Sets policies, such as {@code retry:3} or {@code fitCarrier=timeout:20m}. */
  public RunOptions with(List<String> newPolicies) {
    return new RunOptions(target, newPolicies, tag, records, jar, onFailure, deadline, listener);
  }

  public RunOptions tagged(String newTag) {
    return new RunOptions(target, policies, newTag, records, jar, onFailure, deadline, listener);
  }

  public RunOptions keeping(Records newRecords) {
    return new RunOptions(target, policies, tag, newRecords, jar, onFailure, deadline, listener);
  }

  public RunOptions fromJar(String newJar) {
    return new RunOptions(target, policies, tag, records, newJar, onFailure, deadline, listener);
  }

  public RunOptions onFailure(OnFailure newOnFailure) {
    return new RunOptions(target, policies, tag, records, jar, newOnFailure, deadline, listener);
  }

  /** Ends the run when it has taken that long; it can be resumed. */
  public RunOptions within(Duration newDeadline) {
    return new RunOptions(
        target, policies, tag, records, jar, onFailure, Optional.of(newDeadline), listener);
  }

  public RunOptions listeningWith(RunListener newListener) {
    return new RunOptions(target, policies, tag, records, jar, onFailure, deadline, newListener);
  }
}
