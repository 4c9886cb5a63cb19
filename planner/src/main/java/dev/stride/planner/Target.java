// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.policy.EnumNames;
import java.util.Locale;

/** Where a run may place its steps, as {@code --on} says. */
public enum Target {
  /** Wherever the rules decide. */
  AUTO,
  /** On this machine, whatever decorators say. */
  LOCAL,
  /** Data-parallel steps on Spark. */
  SPARK,
  /** Single-node steps on AWS Batch. */
  BATCH,
  /** Single-node steps on AWS Lambda. */
  LAMBDA;

  /**
   * The target of that name in small letters.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Target parse(String name) {
    return EnumNames.parse("value of --on", values(), name);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
