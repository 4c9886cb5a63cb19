// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.failure.FailureKind;

/** What {@code stride} leaves with. */
final class ExitCodes {
  static final int DONE = 0;
  static final int STEP_FAILED = 1;
  static final int USAGE = 2;
  static final int INVALID = 3;
  static final int BACKEND = 4;
  static final int DEADLINE = 5;
  static final int INTERRUPTED = 130;

  private ExitCodes() {}

  static int of(FailureKind kind) {
    return switch (kind) {
      case USER, RESOURCES, INTERNAL, UNKNOWN_OUTCOME -> STEP_FAILED;
      case USAGE -> USAGE;
      case CONFIGURATION -> INVALID;
      case EXTERNAL -> BACKEND;
      case DEADLINE -> DEADLINE;
      case CANCELLED -> INTERRUPTED;
    };
  }
}
