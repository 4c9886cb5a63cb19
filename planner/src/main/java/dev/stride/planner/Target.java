// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import java.util.Arrays;
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
    return Arrays.stream(values())
        .filter(target -> target.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid value of --on: "
                        + name
                        + " (must be one of "
                        + Arrays.toString(values())
                        + ")"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
