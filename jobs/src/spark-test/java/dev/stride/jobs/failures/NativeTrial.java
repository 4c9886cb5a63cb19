// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.backend.spark.SparkSteps;
import java.time.Duration;
import org.apache.spark.sql.SparkSession;

/** A native step whose own code fails as another step's would. */
public final class NativeTrial implements Workflow {
  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> folder = workflow.parameter("folder", String.class).required();
    Parameter<String> deed = workflow.parameter("deed", String.class).required();
    Node<String> acted =
        SparkSteps.of(workflow)
            .value(NativeTrial::act, SparkSteps.value(deed), SparkSteps.value(folder));
    workflow.result(acted.with(RetryPolicy.times(2).delayedBy(Duration.ZERO)));
  }

  static String act(SparkSession session, String deed, String folder) {
    Trial.misbehave(deed, folder);
    return session.range(3).count() + " rows";
  }
}
