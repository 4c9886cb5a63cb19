// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.policy.EnumNames;
import java.util.Locale;

/** What a run does once a step has failed for good. */
public enum OnFailure {
  /** Ends what is running and starts nothing more. */
  FAIL_FAST,
  /** Lets tasks that are running finish and starts nothing more. */
  DRAIN,
  /** Runs everything that does not need what has failed, the other slots of a step included. */
  KEEP_GOING;

  /**
   * The one of that name: {@code fail-fast}, {@code drain}, {@code keep-going}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static OnFailure parse(String name) {
    return EnumNames.parse("--on-failure", values(), name);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
