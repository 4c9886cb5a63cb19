// SPDX-License-Identifier: Apache-2.0
package dev.stride.cloud;

import java.io.PrintStream;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says at the end how many tests were not run since this machine lacks what they need, and what
 * helps. Registered as a service.
 */
public final class NotRun implements TestExecutionListener {
  private final PrintStream out;
  private Optional<TestPlan> plan = Optional.empty();
  private int tests;
  private String cure = "";

  /** As the build has it. */
  public NotRun() {
    this(System.out);
  }

  NotRun(PrintStream out) {
    this.out = out;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan = Optional.of(started);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() != TestExecutionResult.Status.ABORTED) {
      return;
    }
    tests += test.isTest() ? 1 : testsIn(test);
    result.getThrowable().map(Throwable::getMessage).ifPresent(message -> cure = message);
  }

  private int testsIn(TestIdentifier container) {
    return plan.map(all -> all.getDescendants(container)).stream()
        .flatMap(found -> found.stream())
        .mapToInt(found -> found.isTest() ? 1 : 0)
        .sum();
  }

  @Override
  public void testPlanExecutionFinished(TestPlan finished) {
    if (tests > 0) {
      out.println(tests + " container tests were not run: " + cure);
    }
  }
}
