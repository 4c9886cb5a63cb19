// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.WorkflowDefinition;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which workflows and steps other processes find again. */
class RemotenessTest {
  private static final class Hidden implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {}
  }

  /** Public, in a class that is not. */
  public static final class Inside implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {}
  }

  @Test
  void findsAPublicClassOnTheClassPath() {
    assertThat(Remoteness.problem(FlightDelays.class, "")).isEmpty();
  }

  @Test
  void doesNotFindAClassThatIsNotPublicOrInsideSuchAClass() {
    assertThat(Remoteness.problem(Hidden.class, ""))
        .contains("Hidden is not public (make it public)");
    assertThat(Remoteness.problem(Inside.class, ""))
        .contains("Inside is not public (make it public)");
  }

  @Test
  void doesNotMakeAClassThatNeedsArguments() {
    assertThat(Remoteness.problem(OfNumber.class, ""))
        .contains("OfNumber has no public constructor without parameters (declare one)");
  }

  @Test
  void findsAClassOfAnotherLoaderOnlyByItsJar() throws Exception {
    URL classes = FlightDelays.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, null) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            return name.startsWith(FlightDelays.class.getName())
                ? super.findClass(name)
                : ClassLoader.getSystemClassLoader().loadClass(name);
          }
        }) {
      Class<? extends Workflow> type =
          loader.loadClass(FlightDelays.class.getName()).asSubclass(Workflow.class);
      assertThat(Remoteness.problem(type, ""))
          .contains("FlightDelays is not on the class path (start Java with it, or name its jar)");
      assertThat(Remoteness.problem(type, "app.jar")).isEmpty();
    }
  }

  @Test
  void doesNotCallALambdaThatUsesVariables() {
    Workflow workflow =
        builder -> {
          Parameter<Integer> number = builder.parameter("number", Integer.class).defaultsTo(1);
          int value = number.value();
          builder.result("captures", builder.step("captures", () -> value));
          builder.result("stands", builder.step("stands", () -> 1));
        };
    assertThat(problem(workflow, "captures"))
        .isEqualTo("it is a lambda that uses variables from around it (pass a static method)");
    assertThat(problem(workflow, "stands")).isEmpty();
  }

  private static String problem(Workflow workflow, String step) {
    StepDefinition definition = WorkflowDefinition.of(workflow, Map.of()).step(step);
    return Remoteness.problem(definition, Plans.options(Target.AUTO)).orElse("");
  }
}
