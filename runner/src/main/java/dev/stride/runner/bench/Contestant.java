// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.bench;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.planner.Target;
import dev.stride.runner.RunOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to run a workflow that takes part in a contest.
 *
 * @param name what tables call it
 * @param options how it runs
 */
record Contestant(String name, RunOptions options) {
  /** The single-node steps in worker processes, all else as on {@code local}. */
  private static final String PROCESS = "process";

  /** Every name, in the order of tables. */
  static final List<String> NAMES = List.of("local", PROCESS, "spark", "batch", "lambda");

  /**
   * The contestant of that name.
   *
   * @param base options that all contestants share
   * @throws StrideException of kind {@code USAGE} if there is none
   */
  static Contestant of(String name, RunOptions base) {
    if (!NAMES.contains(name)) {
      throw new StrideException(
          FailureKind.USAGE,
          "Unknown backend: '" + name + "' (choose from " + String.join(", ", NAMES) + ")");
    }
    if (!name.equals(PROCESS)) {
      return new Contestant(name, base.on(Target.parse(name)));
    }
    List<String> policies = new ArrayList<>(base.policies());
    policies.add(PROCESS);
    return new Contestant(name, base.with(policies));
  }
}
