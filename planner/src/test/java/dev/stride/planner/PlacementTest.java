// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the steps of {@link FlightDelays} go: byRoute is data-parallel, fit a heavy fan-out. */
class PlacementTest {
  private static final Layer[] ALL = {Layer.PROCESS, Layer.SPARK, Layer.BATCH, Layer.LAMBDA};

  private static Stage stage(String step, PlanOptions options, String... with) {
    return Planner.plan(Plans.definition(new FlightDelays(), with), options).stage(step);
  }

  private static void places(
      String step, PlanOptions options, Layer layer, String reason, String... with) {
    Placement placement = stage(step, options, with).placement();
    assertThat(placement).isEqualTo(new Placement(layer, backend(layer), reason));
  }

  private static String backend(Layer layer) {
    return layer == Layer.THREAD || layer == Layer.DUCKDB ? "local" : layer.toString();
  }

  private static void refuses(
      PlanOptions options, FailureKind kind, String message, String... with) {
    assertThatThrownBy(() -> stage("byRoute", options, with))
        .isInstanceOfSatisfying(StrideException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessage(message);
  }

  @Test
  void refusesAllStepsThatDoNotFitAtOnce() {
    refuses(
        Plans.options(Target.LOCAL, ALL),
        FailureKind.CONFIGURATION,
        "Cannot plan workflow 'flight-delays': 2 problems\n"
            + "  - Cannot place step 'carriers': needs 64 GiB, local has 8192 MiB (add @Batch or"
            + " lower @Resources)\n"
            + "  - Cannot place step 'fit': needs 64 cpu, local has 4 (add @Batch or lower"
            + " @Resources, or raise stride.cpu)",
        "carriers=memory:64GiB",
        "fit=cpu:64");
  }

  @Test
  void honoursALayerThatIsNamedForAStep() {
    places(
        "fit",
        Plans.options(Target.AUTO, ALL),
        Layer.LAMBDA,
        "asked for by name",
        "fit=lambda",
        "fit=timeout:5m");
    places(
        "byRoute",
        Plans.options(Target.BATCH, ALL),
        Layer.SPARK,
        "asked for by name",
        "byRoute=spark");
    places(
        "fit", Plans.options(Target.LOCAL, ALL), Layer.PROCESS, "asked for by name", "fit=process");
  }

  @Test
  void sendsWhatIsTooMuchForLambdaToBatch() {
    PlanOptions options = Plans.options(Target.AUTO, ALL);
    places(
        "fit",
        options,
        Layer.BATCH,
        "too much for lambda: timeout 20m is longer than the 870s that Lambda leaves",
        "fit=lambda",
        "fit=timeout:20m");
    places(
        "fit",
        Plans.options(Target.LAMBDA, ALL),
        Layer.BATCH,
        "too much for lambda: memory 16 GiB is more than Lambda's 10 GiB",
        "fit=timeout:5m",
        "fit=memory:16GiB");
    assertThat(stage("fit", options, "fit=lambda", "fit=cpu:8").notes()).isEmpty();
  }

  @Test
  void refusesWhatIsTooMuchForLambdaWhereThereIsNoBatch() {
    assertThatThrownBy(
            () ->
                stage(
                    "fit",
                    Plans.options(Target.AUTO, Layer.LAMBDA),
                    "fit=lambda",
                    "fit=timeout:20m"))
        .hasMessageContaining(
            "Cannot place step 'fit' on lambda: timeout 20m is longer than the 870s that Lambda"
                + " leaves (lower it, or choose another layer)");
  }

  @Test
  void keepsEverythingLocalAndSaysWhatItIgnores() {
    PlanOptions options = Plans.options(Target.LOCAL, ALL);
    Stage fit = stage("fit", options, "fit=lambda", "fit=cpu:1");

    assertThat(fit.placement())
        .isEqualTo(
            new Placement(
                Layer.PROCESS, "process", "it asks for 1 GiB or more, so it is kept apart"));
    assertThat(fit.notes())
        .containsExactly("@Batch is ignored here", "lambda is ignored with --on local");
    places(
        "byRoute",
        options,
        Layer.DUCKDB,
        "data-parallel, and no cluster is asked for",
        "byRoute=spark");
    assertThat(stage("byRoute", options, "byRoute=spark").notes())
        .containsExactly("spark is ignored with --on local");
  }

  @ParameterizedTest
  @EnumSource(names = {"BATCH", "LAMBDA"})
  void movesSingleNodeStepsToTheTarget(Target target) {
    PlanOptions options = Plans.options(target, ALL);
    Layer layer = Layer.valueOf(target.name());

    places("fit", options, layer, "--on " + target, "fit=timeout:5m");
    places("carriers", options, layer, "--on " + target);
    places("byRoute", options, Layer.DUCKDB, "data-parallel, and no cluster is asked for");
  }

  @Test
  void movesDataParallelStepsToSpark() {
    PlanOptions options = Plans.options(Target.SPARK, ALL);

    places("byRoute", options, Layer.SPARK, "--on spark");
    places("carriers", options, Layer.THREAD, "single-node, and this machine suffices");
  }

  @Test
  void staysOnSparkInsideItsDriver() {
    PlanOptions options = Plans.inSparkDriver(Target.AUTO);

    places("byRoute", options, Layer.SPARK, "data-parallel, and this is a Spark driver");
    places("carriers", options, Layer.THREAD, "single-node, and this machine suffices");
  }

  @Test
  void leavesTheDriversSparkForWhatIsAskedFor() {
    String embedded = "data-parallel, and no cluster is asked for";
    places("byRoute", Plans.inSparkDriver(Target.LOCAL), Layer.DUCKDB, embedded);
    places("byRoute", Plans.inSparkDriver(Target.SPARK), Layer.SPARK, "--on spark");
    places(
        "byRoute",
        Plans.inSparkDriver(Target.AUTO),
        Layer.DUCKDB,
        "asked for by name",
        "byRoute=duckdb");
  }

  @Test
  void sendsBatchStepsToBatchWhereItIs() {
    places("fit", Plans.options(Target.AUTO, Layer.BATCH), Layer.BATCH, "@Batch");
    places(
        "fit",
        Plans.options(Target.AUTO),
        Layer.THREAD,
        "one task per element, and this machine suffices");
    places(
        "fit",
        Plans.options(Target.LOCAL, Layer.BATCH),
        Layer.THREAD,
        "one task per element, and this machine suffices");
  }

  @Test
  void doesNotTellBatchWhatThisMachineHas() {
    assertThat(stage("fit", Plans.options(Target.AUTO, Layer.BATCH), "fit=memory:64GiB").notes())
        .isEmpty();
  }

  @Test
  void keepsStepsThatAskForMuchMemoryApart() {
    PlanOptions options = Plans.options(Target.AUTO, Layer.PROCESS);
    String reason = "it asks for 1 GiB or more, so it is kept apart";

    places("fit", options, Layer.PROCESS, reason);
    places("carriers", options, Layer.PROCESS, reason, "carriers=memory:1GiB");
    places(
        "carriers",
        options,
        Layer.THREAD,
        "single-node, and this machine suffices",
        "carriers=memory:1023MiB");
    places("fit", options, Layer.THREAD, "asked for by name", "fit=thread");
  }

  @Test
  void leavesAStepThatCannotBeFoundElsewhereOnAThreadAndSaysWhy() {
    PlanOptions options =
        new PlanOptions(
            Target.AUTO,
            Plans.backends(Layer.PROCESS),
            Set.of(),
            Plans.MACHINE,
            Optional.of("Hidden is not public (make it public)"));

    Stage fit = stage("fit", options);
    assertThat(fit.placement().layer()).isEqualTo(Layer.THREAD);
    assertThat(fit.notes())
        .contains("it cannot be kept apart: Hidden is not public (make it public)");
    refuses(
        options,
        FailureKind.CONFIGURATION,
        "Cannot place step 'fit' on process: Hidden is not public (make it public)",
        "fit=process");
  }

  @Test
  void refusesABackendThatIsNotThere() {
    refuses(
        Plans.options(Target.SPARK),
        FailureKind.EXTERNAL,
        "Cannot place step 'byRoute' on spark: no such backend is on the class path (start it with"
            + " spark-submit, or add stride-spark-backend and Spark 4, or choose one of [thread,"
            + " duckdb])");
    refuses(
        Plans.options(Target.BATCH, Layer.SPARK),
        FailureKind.EXTERNAL,
        "Cannot place step 'carriers' on batch: no such backend is on the class path (add"
            + " stride-batch-backend, or"
            + " choose one of [thread, duckdb, spark])");
    refuses(
        Plans.options(Target.AUTO),
        FailureKind.EXTERNAL,
        "Cannot place step 'fit' on process: no such backend is on the class path (start Java with"
            + " stride-local-backend on its class path, or choose one of [thread, duckdb])",
        "fit=process");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spark", "duckdb"})
  void refusesAnEngineForASingleNodeStep(String layer) {
    refuses(
        Plans.options(Target.AUTO, ALL),
        FailureKind.CONFIGURATION,
        "Cannot place step 'carriers' on "
            + layer
            + ": it runs on one node (choose thread, process, batch or lambda)",
        "carriers=" + layer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "process", "batch", "lambda"})
  void refusesASingleNodeLayerForADataParallelStep(String layer) {
    refuses(
        Plans.options(Target.AUTO, ALL),
        FailureKind.CONFIGURATION,
        "Cannot place step 'byRoute' on "
            + layer
            + ": it is data-parallel (choose duckdb or spark)",
        "byRoute=" + layer);
  }

  @Test
  void refusesMoreMemoryThanThisMachineHas() {
    refuses(
        Plans.options(Target.AUTO),
        FailureKind.CONFIGURATION,
        "Cannot place step 'carriers': needs 64 GiB, local has 8192 MiB (add @Batch or lower"
            + " @Resources)",
        "carriers=memory:64GiB");
    assertThat(stage("carriers", Plans.options(Target.AUTO), "carriers=memory:8GiB").policies())
        .containsExactly("memory 8 GiB");
  }

  @Test
  void refusesAllThatIsImpossibleTogether() {
    refuses(
        Plans.options(Target.AUTO),
        FailureKind.CONFIGURATION,
        "Cannot plan workflow 'flight-delays': 2 problems\n"
            + "  - Cannot place step 'carriers': needs 64 cpu, local has 4 (add @Batch or lower"
            + " @Resources, or raise stride.cpu)\n"
            + "  - Cannot place step 'fit': timeout 2h is longer than deadline 1h (shorten it, or"
            + " raise the deadline); needs 64 GiB, local has 8192 MiB (add @Batch or lower"
            + " @Resources)",
        "carriers=cpu:64",
        "fit=memory:64GiB,timeout:2h,deadline:1h");
  }

  @Test
  void refusesMoreProcessorsThanThisMachineHas() {
    refuses(
        Plans.options(Target.AUTO),
        FailureKind.CONFIGURATION,
        "Cannot place step 'carriers': needs 64 cpu, local has 4 (add @Batch or lower @Resources,"
            + " or raise stride.cpu)",
        "carriers=cpu:64");
    assertThat(stage("carriers", Plans.options(Target.AUTO), "carriers=cpu:4").policies())
        .containsExactly("cpu 4");
    assertThat(stage("fit", Plans.options(Target.AUTO, Layer.BATCH), "fit=cpu:64").notes())
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void readsTargetsInSmallLetters(Target target) {
    assertThat(Target.parse(target.toString())).isEqualTo(target);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Spark", "duckdb", "locall"})
  void refusesUnknownTargets(String name) {
    assertThatThrownBy(() -> Target.parse(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid value of --on: "
                + name
                + " (must be one of "
                + List.of("auto", "local", "spark", "batch", "lambda")
                + ")");
  }
}
