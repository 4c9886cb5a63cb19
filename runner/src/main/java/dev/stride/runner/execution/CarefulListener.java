// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.failure.Failure;
import java.util.List;

/**
 * Tells another listener, whatever it throws: a run goes on as if nobody watched. The first thing
 * that was thrown goes to the log.
 */
public final class CarefulListener implements RunListener {
  private static final System.Logger LOG = System.getLogger(RunListener.class.getName());

  private final RunListener told;
  private volatile boolean hasThrown;

  private CarefulListener(RunListener told) {
    this.told = told;
  }

  /** Tells that listener. */
  public static RunListener telling(RunListener told) {
    return told == NONE || told instanceof CarefulListener ? told : new CarefulListener(told);
  }

  @Override
  public void started(String run, List<StageProgress> stages) {
    tell(() -> told.started(run, stages));
  }

  @Override
  public void ended() {
    tell(told::ended);
  }

  @Override
  public void changed(StageProgress stage) {
    tell(() -> told.changed(stage));
  }

  @Override
  public void attemptFailed(StageProgress stage, String task, Failure failure) {
    tell(() -> told.attemptFailed(stage, task, failure));
  }

  private void tell(Runnable call) {
    try {
      call.run();
    } catch (Throwable e) {
      if (!hasThrown) {
        hasThrown = true;
        LOG.log(System.Logger.Level.WARNING, "A listener of the run has thrown", e);
      }
    }
  }
}
