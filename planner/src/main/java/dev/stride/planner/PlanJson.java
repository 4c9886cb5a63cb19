// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import org.jspecify.annotations.Nullable;

/** The JSON form of plans, which reads back to an equal plan. */
public final class PlanJson {
  private PlanJson() {}

  /** The plan as JSON, indented. */
  public static String write(ExecutionPlan plan) {
    try {
      return StrictJson.MAPPER.writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new StrideException(
          FailureKind.INTERNAL, "Cannot write plan: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The plan that {@link #write} wrote.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if the text is no plan
   */
  public static ExecutionPlan read(String json) {
    try {
      ExecutionPlan plan = StrictJson.MAPPER.readValue(json, ExecutionPlan.class);
      if (plan != null) {
        return plan;
      }
      throw noPlan("it is null", null);
    } catch (JsonProcessingException e) {
      throw noPlan(e.getOriginalMessage(), e);
    }
  }

  private static StrideException noPlan(String reason, @Nullable Throwable cause) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot read plan: " + reason + " (write it with stride plan)",
        cause);
  }
}
