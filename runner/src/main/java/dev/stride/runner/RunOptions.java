// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.planner.Target;
import dev.stride.runner.execution.RunContext.Records;
import dev.stride.runner.execution.RunListener;
import java.util.List;

/**
 * How one run is carried out. Immutable.
 *
 * @param target where steps may run
 * @param policies policies set from outside, each as {@code --with} writes it
 * @param tag a word to find the run by, or empty
 * @param records what is written down; without records a run cannot be resumed
 * @param jar the jar that holds the workflow, or empty for the class path; kept for {@code resume}
 * @param listener hears what happens
 */
public record RunOptions(
    Target target,
    List<String> policies,
    String tag,
    Records records,
    String jar,
    RunListener listener) {
  public RunOptions {
    policies = List.copyOf(policies);
  }

  /** Wherever the rules decide, no further policies, all records. */
  public static RunOptions ofDefaults() {
    return new RunOptions(Target.AUTO, List.of(), "", Records.ALL, "", RunListener.NONE);
  }

  public RunOptions on(Target newTarget) {
    return new RunOptions(newTarget, policies, tag, records, jar, listener);
  }

  /** Sets policies, such as {@code retry:3} or {@code fitCarrier=timeout:20m}. */
  public RunOptions with(List<String> newPolicies) {
    return new RunOptions(target, newPolicies, tag, records, jar, listener);
  }

  public RunOptions tagged(String newTag) {
    return new RunOptions(target, policies, newTag, records, jar, listener);
  }

  public RunOptions keeping(Records newRecords) {
    return new RunOptions(target, policies, tag, newRecords, jar, listener);
  }

  public RunOptions fromJar(String newJar) {
    return new RunOptions(target, policies, tag, records, newJar, listener);
  }

  public RunOptions listeningWith(RunListener newListener) {
    return new RunOptions(target, policies, tag, records, jar, newListener);
  }
}
