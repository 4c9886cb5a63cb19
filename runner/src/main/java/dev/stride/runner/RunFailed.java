// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.store.RunStatus;

/** A run ended without its result. The cause is what its first failing step threw. */
public final class RunFailed extends StrideException {
  private static final long serialVersionUID = 1L;

  private final String run;
  private final String step;
  private final String log;
  private final RunStatus status;

  RunFailed(
      String run,
      RunStatus status,
      FailureKind kind,
      String message,
      Origin origin,
      Throwable cause) {
    super(kind, message, cause);
    this.run = run;
    this.status = status;
    this.step = origin.step();
    this.log = origin.log();
  }

  /** Where a failure comes from: the step, and what its last attempt printed. */
  record Origin(String step, String log) {}

  /** The run's id. */
  public String run() {
    return run;
  }

  /** How the run ended: failed or cancelled. */
  public RunStatus status() {
    return status;
  }

  /** The step that failed first; empty if none did. */
  public String step() {
    return step;
  }

  /** The last lines that the failed attempt printed; empty if it printed none. */
  public String log() {
    return log;
  }
}
