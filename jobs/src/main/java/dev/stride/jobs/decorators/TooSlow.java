// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.decorators;

import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Retry;
import dev.stride.api.decorator.Timeout;
import java.util.concurrent.TimeUnit;

/** A step that takes longer than it may: each attempt is ended at the limit, the last one too. */
public final class TooSlow implements Workflow {
  @Override
  public String description() {
    return "@Timeout under @Retry: a step over its time limit.";
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<Integer> seconds =
        workflow.parameter("seconds", Integer.class).help("How long it takes.").defaultsTo(60);
    workflow.result(workflow.step(TooSlow::work, seconds));
  }

  @Retry(times = 1, delayMillis = 10)
  @Timeout(seconds = 1)
  static int work(int seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
    return seconds;
  }
}
