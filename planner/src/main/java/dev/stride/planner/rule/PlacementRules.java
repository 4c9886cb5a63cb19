// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.rule;

import dev.stride.api.MemorySize;
import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepKind;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.PlacementRequest;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.planner.Placement;
import dev.stride.planner.PlanOptions;
import dev.stride.planner.Remoteness;
import dev.stride.planner.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules in their order, and the limits that every choice must meet. */
public final class PlacementRules {
  private static final List<PlacementRule> IN_ORDER =
      List.of(
          new KeepNativeStepsOnTheirEngine(),
          new SendWhatIsTooLargeForLambdaToBatch(),
          new HonourExplicitLayer(),
          new HonourTarget(),
          new SendBatchStepsToBatch(),
          new RunDataParallelStepsOnTheDriversSpark(),
          new RunDataParallelStepsInDuckDb(),
          new IsolateHeavyStepsInProcesses(),
          new RunSingleNodeStepsOnThreads());

  private PlacementRules() {}

  /**
   * A placement that meets all limits.
   *
   * @param placement where the step runs
   * @param notes what the user should know
   */
  public record Decision(Placement placement, List<String> notes) {}

  /**
   * Places a step by the first rule that applies.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if the choice breaks a limit, {@code
   *     EXTERNAL} if there is no such backend
   */
  public static Decision decide(StepDefinition step, PlanOptions options) {
    Choice choice = choice(step, options);
    checkKind(step, choice.layer());
    String backend = options.backends().get(choice.layer());
    if (backend == null) {
      throw new StrideException(
          FailureKind.EXTERNAL,
          "Cannot place step '"
              + step.name()
              + "' on "
              + choice.layer()
              + ": no such backend is on the class path ("
              + remedy(choice.layer())
              + ", or choose one of "
              + options.backends().keySet().stream().sorted().toList()
              + ")");
    }
    refuseLimits(step, choice.layer(), options);
    return new Decision(
        new Placement(choice.layer(), backend, choice.reason()), notes(step, choice, options));
  }

  private static String remedy(Layer layer) {
    return switch (layer) {
      case SPARK -> "start it with spark-submit, or add stride-spark-backend and Spark 4";
      case PROCESS -> "start Java with stride-local-backend on its class path";
      case BATCH, LAMBDA -> "add stride-batch-backend";
      case THREAD, DUCKDB -> "add stride-local-backend";
    };
  }

  /** Where a step is to go, whether or not it can. */
  public static Layer layer(StepDefinition step, PlanOptions options) {
    return choice(step, options).layer();
  }

  private static Choice choice(StepDefinition step, PlanOptions options) {
    return IN_ORDER.stream()
        .map(rule -> rule.choose(step, options))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow();
  }

  private static void checkKind(StepDefinition step, Layer layer) {
    boolean engine = layer == Layer.SPARK || layer == Layer.DUCKDB;
    boolean dataParallel = step.kind() == StepKind.DATASET;
    if (engine != dataParallel && step.nativeTo().isEmpty()) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot place step '"
              + step.name()
              + "' on "
              + layer
              + ": it "
              + (dataParallel ? "is data-parallel" : "runs on one node")
              + " (choose "
              + (dataParallel ? "duckdb or spark" : "thread, process, batch or lambda")
              + ")");
    }
  }

  /** Everything that the step asks for and cannot have there. */
  private static void refuseLimits(StepDefinition step, Layer layer, PlanOptions options) {
    List<String> ofLayer = layerLimits(step, layer, options);
    List<String> all = new ArrayList<>(machineLimits(step, layer, options));
    all.addAll(ofLayer);
    if (!all.isEmpty()) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot place step '"
              + step.name()
              + (ofLayer.isEmpty() ? "': " : "' on " + layer + ": ")
              + String.join("; ", all));
    }
  }

  private static List<String> machineLimits(StepDefinition step, Layer layer, PlanOptions options) {
    boolean isHere = layer == Layer.THREAD || layer == Layer.PROCESS;
    ResourceRequest wanted = step.policies().resources();
    return Stream.of(
            step.policies().contradiction(),
            lackOfMemory(wanted, options).filter(lack -> isHere),
            lackOfProcessors(wanted, options).filter(lack -> isHere))
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<String> layerLimits(StepDefinition step, Layer layer, PlanOptions options) {
    boolean isElsewhere = layer == Layer.PROCESS || layer.isService();
    return Stream.of(
            Remoteness.problem(step, options).filter(tie -> isElsewhere),
            SendWhatIsTooLargeForLambdaToBatch.problem(step.policies())
                .filter(problem -> layer == Layer.LAMBDA)
                .map(problem -> problem + " (lower it, or choose another layer)"))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<String> lackOfMemory(ResourceRequest wanted, PlanOptions options) {
    MemorySize memory = options.machine().memory();
    return wanted
        .memory()
        .filter(size -> size.compareTo(memory) > 0)
        .map(size -> lack(size, (memory.bytes() >> 20) + " MiB", "lower @Resources"));
  }

  private static Optional<String> lackOfProcessors(ResourceRequest wanted, PlanOptions options) {
    int cpu = options.machine().cpu();
    return wanted
        .cpu()
        .filter(count -> count > cpu)
        .map(count -> lack(count + " cpu", cpu, "lower @Resources, or raise stride.cpu"));
  }

  private static String lack(Object wanted, Object limit, String remedy) {
    return "needs " + wanted + ", local has " + limit + " (add @Batch or " + remedy + ")";
  }

  /** Then the reason says so. */
  private static boolean isForWantOfRoom(Layer asked, Choice choice) {
    return asked == Layer.LAMBDA && choice.layer() == Layer.BATCH;
  }

  private static List<String> notes(StepDefinition step, Choice choice, PlanOptions options) {
    List<String> notes = new ArrayList<>();
    ResourceRequest resources = step.policies().resources();
    boolean local = choice.layer() == Layer.THREAD || choice.layer() == Layer.PROCESS;
    if (local && step.policies().batch().isPresent()) {
      notes.add("@Batch is ignored here");
    }
    if (choice.layer() == Layer.THREAD
        && step.policies().placement().isEmpty()
        && IsolateHeavyStepsInProcesses.applies(step, options)) {
      Remoteness.problem(step, options)
          .ifPresent(problem -> notes.add("it cannot be kept apart: " + problem));
    }
    step.policies()
        .placement()
        .map(PlacementRequest::layer)
        .filter(layer -> layer != choice.layer() && !isForWantOfRoom(layer, choice))
        .ifPresent(
            layer ->
                notes.add(
                    layer
                        + " is ignored "
                        + (step.nativeTo().isPresent()
                            ? "for a native step"
                            : "with --on " + options.target())));
    if (step.nativeTo().isPresent() && options.target() == Target.LOCAL) {
      notes.add("--on local is ignored for a native step");
    }
    resources
        .gpu()
        .filter(count -> local)
        .ifPresent(count -> notes.add("gpu " + count + " is not checked on this machine"));
    return notes;
  }
}
