// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.failure.Failure;
import java.util.List;

/**
 * Hears what a run does. Calls come from several threads; they must return soon. What they throw
 * goes to the log and changes nothing. By default nothing happens.
 */
public interface RunListener {
  /** Hears nothing. */
  RunListener NONE = new RunListener() {};

  /** The run has its record; nothing has started. */
  default void started(String run, List<StageProgress> stages) {}

  /** The run has ended, one way or the other; its result comes next. */
  default void ended() {}

  /** A stage has left one state for another. */
  default void changed(StageProgress stage) {}

  /** An attempt of a task has failed; another or the fallback may follow. */
  default void attemptFailed(StageProgress stage, String task, Failure failure) {}
}
