// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.MemorySize;
import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepKind;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Durations;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.StepPolicies;
import dev.stride.api.policy.TimeLimit;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.Backend;
import dev.stride.planner.Machine;
import dev.stride.planner.Placement;
import dev.stride.planner.Remoteness;
import dev.stride.planner.Stage;
import dev.stride.runner.dispatch.RetryBucket;
import dev.stride.runner.execution.RunContext.Records;
import dev.stride.store.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a plan: starts each stage when its inputs are there, all that are ready at the same
 * time. The first failure ends the run; what had finished stays. Thread-safe.
 */
public final class WorkflowRun {
  /** How long stages may take to stop after the run was cancelled or has failed. */
  private static final long STOP_SECONDS = 5;

  /** The backend that runs code in this process. */
  private static final String HERE = "local";

  /** Longer than staging on a service's machine takes. */
  private static final Duration GUARD = Duration.ofMinutes(10);

  /** More than any service admits at once, and more memory than any machine of one has. */
  private static final Machine SERVICE = new Machine(100_000, MemorySize.parse("32TiB"));

  private final RunContext context;
  private final Admission admission;
  private final Admission elsewhere = new Admission(SERVICE);
  private final Cancellation cancellation = new Cancellation();
  private final Fingerprints fingerprints;
  private final EarlierRuns earlier;
  private final RetryBucket retries = new RetryBucket();
  private final Map<String, StageResult> results = new ConcurrentHashMap<>();
  private final Map<String, StageProgress> progress = new LinkedHashMap<>();
  private final Map<String, Integer> missing = new HashMap<>();
  private final CompletableFuture<Map<String, StageResult>> end = new CompletableFuture<>();
  private @Nullable Throwable firstFailure;
  private int running;
  private int finished;

  public WorkflowRun(RunContext context) {
    this.context = context;
    this.admission = new Admission(context.machine());
    this.fingerprints = new Fingerprints(context);
    this.earlier = new EarlierRuns(context.earlier());
    for (Stage stage : context.plan().stages()) {
      progress.put(stage.name(), new StageProgress(stage));
    }
  }

  /**
   * Runs the plan; returns at once.
   *
   * @return the results of all stages and datasets, by name; fails with {@link StageFailed}, or
   *     with a {@link CancellationException}
   */
  public CompletableFuture<Map<String, StageResult>> start() {
    context.listener().started(context.store().run().run(), List.copyOf(progress.values()));
    context.deadline().ifPresent(this::endAfter);
    context.files().execute(() -> orEnd(this::begin));
    return end;
  }

  /** What the run would take over from the runs before it: a line per stage. Runs nothing. */
  public static List<String> preview(RunContext context) {
    return new WorkflowRun(context).preview();
  }

  private List<String> preview() {
    for (StepDefinition step : context.definition().steps()) {
      if (step.kind() == StepKind.READ) {
        results.put(step.name(), dataset(step.relation().orElseThrow()));
      }
    }
    return context.plan().stages().stream()
        .map(stage -> stage.name() + ": " + preview(stage))
        .toList();
  }

  private String preview(Stage stage) {
    if (!results.keySet().containsAll(stage.inputs())) {
      return earlier.hasResult(stage.name())
          ? "runs again if an input comes out differently"
          : "runs again: it has no result yet";
    }
    Fingerprint fingerprint = fingerprints.of(stage, results);
    EarlierRuns.Finding finding = earlier.find(stage.name(), fingerprint);
    StepDefinition step = context.definition().step(stage.name());
    StageEnvironment environment = environment(stage, step, shown(stage));
    if (step.kind() == StepKind.FOREACH) {
      return previewOfSlots(environment, finding);
    }
    if (finding.commit().isEmpty()) {
      return "runs again: " + finding.reason();
    }
    TaskStage task = new TaskStage(environment, fingerprint);
    results.put(stage.name(), task.result(finding.commit().get()));
    return "reused";
  }

  private String previewOfSlots(StageEnvironment environment, EarlierRuns.Finding finding) {
    StepDefinition step = environment.step();
    List<?> elements = (List<?>) environment.arguments().of(step, environment.here().reader())[0];
    boolean isWhole =
        finding.commit().isPresent()
            && earlier.committedSlots(step.name()).size() == elements.size();
    if (isWhole) {
      results.put(step.name(), Slots.committed(step, earlier));
      return "reused";
    }
    return SlotPreview.of(
        step.name(),
        elements,
        ValueCodec.of(context.definition().elementType(step)),
        fingerprints.ofSlots(environment.stage(), results),
        earlier,
        finding.commit().isPresent() ? "their results are missing" : finding.reason());
  }

  private void endAfter(Duration deadline) {
    Future<?> alarm = context.dispatcher().after(deadline, () -> end(overdue(deadline)));
    end.minimalCompletionStage().whenComplete((value, thrown) -> alarm.cancel(false));
  }

  private static StrideException overdue(Duration deadline) {
    return new StrideException(
        FailureKind.DEADLINE,
        "Cannot finish run in time: deadline "
            + Durations.text(deadline)
            + " (raise --deadline, or resume it)");
  }

  /** Ends the run: no stage starts any more, and running attempts are told to stop. */
  public void cancel() {
    end(new CancellationException("the run was cancelled"));
  }

  /** Ends the run for a reason outside of its stages. */
  public void end(Throwable cause) {
    note(cause);
    stop(cause);
  }

  /** Ends the run because the process ends: what a step has called for is that step's failure. */
  public void endByExit(StrideException failure) {
    Optional<String> step = cancellation.failExiting(failure);
    end(step.<Throwable>map(name -> StageFailed.of(name, failure)).orElse(failure));
  }

  /** INVARIANT: the run ends, whatever is thrown on its way. */
  private void orEnd(Runnable part) {
    try {
      part.run();
    } catch (Throwable e) {
      end(e);
    }
  }

  private void begin() {
    ServiceReach.check(context);
    if (context.store().isRemote()) {
      context.plan().stages().forEach(this::checkReach);
    }
    for (StepDefinition step : context.definition().steps()) {
      if (step.kind() == StepKind.READ) {
        results.put(step.name(), dataset(step.relation().orElseThrow()));
      } else {
        Fallbacks.check(step);
      }
    }
    expectTasks();
    List<Stage> ready = new ArrayList<>();
    synchronized (this) {
      for (Stage stage : context.plan().stages()) {
        int count =
            (int) stage.inputs().stream().filter(input -> !results.containsKey(input)).count();
        missing.put(stage.name(), count);
        if (count == 0) {
          ready.add(stage);
        }
      }
      running += ready.size();
    }
    ready.forEach(this::launch);
    endIfOver();
  }

  /** A process takes a while to start: other stages may run meanwhile. */
  private void expectTasks() {
    for (Stage stage : context.plan().stages()) {
      if (stage.placement().layer() == Layer.PROCESS) {
        context
            .backends()
            .apply(stage.placement().backend())
            .expect(Layer.PROCESS, context.definition().step(stage.name()).policies().resources());
      }
    }
  }

  /** Checks that the files fit before anything starts. */
  private StageResult dataset(Relation relation) {
    String backend = readingBackend();
    if (relation instanceof Scan scan) {
      context.backends().apply(backend).check(scan);
    }
    boolean keeps = context.records() == Records.ALL;
    String version = keeps ? fingerprints.ofDataset(relation, backend) : "";
    return new StageResult.OfRows(relation, version, List.of());
  }

  private String readingBackend() {
    return context.plan().stages().stream()
        .map(Stage::placement)
        .filter(placement -> !placement.layer().isService())
        .map(Placement::backend)
        .findFirst()
        .orElse(HERE);
  }

  private void launch(Stage stage) {
    context.files().execute(() -> tryRunning(stage));
  }

  private void tryRunning(Stage stage) {
    StageProgress shown = shown(stage);
    CompletionStage<StageResult> result;
    try {
      if (cancellation.isCancelled()) {
        throw new CancellationException(stage.name());
      }
      result = run(stage, shown);
    } catch (Throwable e) {
      // Backends in other languages throw checked exceptions that nothing declares.
      result = CompletableFuture.failedStage(e);
    }
    result.whenComplete((value, thrown) -> orEnd(() -> ended(stage, shown, value, thrown)));
  }

  private StageProgress shown(Stage stage) {
    return Optional.ofNullable(progress.get(stage.name())).orElseThrow();
  }

  private CompletionStage<StageResult> run(Stage stage, StageProgress shown) {
    StepDefinition step = context.definition().step(stage.name());
    StageEnvironment environment = environment(stage, step, shown);
    boolean keeps = context.records() == Records.ALL;
    Fingerprint fingerprint = keeps ? fingerprints.of(stage, results) : new Fingerprint("", "", "");
    if (step.kind() == StepKind.FOREACH) {
      Fingerprint slots =
          keeps ? fingerprints.ofSlots(stage, results) : new Fingerprint("", "", "");
      return new ForeachStage(environment, fingerprint, slots, earlier).run();
    }
    TaskStage task = new TaskStage(environment, fingerprint);
    if (earlier.isEmpty()) {
      return task.run();
    }
    EarlierRuns.Finding finding = earlier.find(step.name(), fingerprint);
    if (finding.commit().isEmpty()) {
      shown.because(finding.reason());
      return task.run();
    }
    shown.reused();
    return CompletableFuture.completedFuture(task.reuse(finding.commit().get()));
  }

  private StageEnvironment environment(Stage stage, StepDefinition step, StageProgress shown) {
    Layer layer = stage.placement().layer();
    Backend backend = context.backends().apply(stage.placement().backend());
    Backend here = layer.isService() ? context.backends().apply(HERE) : backend;
    return new StageEnvironment(
        context,
        stage,
        step,
        backend,
        here,
        context
            .dispatcher()
            .of(step.name(), policies(step, layer), machine(layer).memory(), retries, layer),
        new Arguments(context.definition(), results, new RowPlaces(context.store(), here)),
        layer.isService() ? elsewhere : admission,
        cancellation,
        shown,
        new Isolation(layer, () -> canBeApart(step, backend)));
  }

  /**
   * A service's machines keep the time limit themselves, from when the step's code starts; this
   * process sees them start before, and keeps a longer one behind theirs.
   */
  private static StepPolicies policies(StepDefinition step, Layer layer) {
    StepPolicies policies = step.policies();
    return layer.isService() && policies.timeLimit().isPresent()
        ? policies.with(new TimeLimit(policies.timeLimit().get().duration().plus(GUARD)))
        : policies;
  }

  /** What tasks on a layer may use together; a service admits them by itself. */
  private Machine machine(Layer layer) {
    return layer.isService() ? SERVICE : context.machine();
  }

  /** Engines that only know files write outputs on this machine first (ADR 0020). */
  private void checkReach(Stage stage) {
    if (stage.placement().layer().isService()) {
      return;
    }
    Backend backend = context.backends().apply(stage.placement().backend());
    if (backend.isElsewhere() && !backend.reachesObjects()) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot run step '"
              + stage.name()
              + "' on "
              + backend.name()
              + ": its machines cannot write for "
              + context.store().storeLocation()
              + " (add hadoop-aws and spark-hadoop-cloud of its version to Spark, or set"
              + " stride.store to a folder that all of them share)");
    }
  }

  private boolean canBeApart(StepDefinition step, Backend backend) {
    return backend.layers().contains(Layer.PROCESS)
        && Remoteness.problem(step, context.definition().workflow(), context.store().run().jar())
            .isEmpty();
  }

  private void ended(
      Stage stage, StageProgress shown, @Nullable StageResult value, @Nullable Throwable thrown) {
    if (value != null) {
      results.put(stage.name(), value);
      shown.succeeded();
    } else {
      Throwable cause = thrown == null ? new IllegalStateException() : TaskStage.unwrapped(thrown);
      boolean cancelled = cancellation.isStopping() && cause instanceof CancellationException;
      cancelled |= cancellation.isCancelled();
      shown.ended(cancelled ? StageProgress.State.CANCELLED : StageProgress.State.FAILED);
      fail(cancelled ? cause : StageFailed.of(stage.name(), cause));
    }
    context.listener().changed(shown);
    List<Stage> ready = new ArrayList<>();
    synchronized (this) {
      running--;
      if (value != null) {
        finished++;
        ready.addAll(nowReady(stage));
        running += ready.size();
      }
    }
    ready.forEach(this::launch);
    endIfOver();
  }

  private List<Stage> nowReady(Stage done) {
    List<Stage> ready = new ArrayList<>();
    if (cancellation.isStopping()) {
      return ready;
    }
    for (Stage stage : context.plan().stages()) {
      if (stage.inputs().contains(done.name())
          && missing.merge(stage.name(), -1, Integer::sum) == 0) {
        ready.add(stage);
      }
    }
    return ready;
  }

  private void fail(Throwable thrown) {
    boolean isFirst = note(thrown);
    switch (context.onFailure()) {
      case FAIL_FAST -> {
        if (isFirst) {
          stop(thrown);
        }
      }
      case DRAIN -> cancellation.drain();
      case KEEP_GOING -> {}
    }
  }

  /** What comes behind the first failure may be its consequence. */
  private synchronized boolean note(Throwable thrown) {
    if (firstFailure != null || end.isDone()) {
      return false;
    }
    firstFailure = thrown;
    return true;
  }

  private void stop(Throwable thrown) {
    admission.close();
    cancellation.cancel();
    endIfOver();
    // Code that ignores its interrupt must not keep the run from ending.
    CompletableFuture.delayedExecutor(STOP_SECONDS, TimeUnit.SECONDS)
        .execute(() -> end.completeExceptionally(thrown));
  }

  private void endIfOver() {
    Throwable failure;
    synchronized (this) {
      if (running > 0 || (firstFailure == null && finished < progress.size())) {
        return;
      }
      failure = firstFailure;
    }
    progress.values().stream()
        .filter(shown -> !shown.state().isFinal())
        .forEach(shown -> shown.ended(StageProgress.State.CANCELLED));
    if (failure == null) {
      end.complete(Collections.unmodifiableMap(new HashMap<>(results)));
    } else {
      // What was running is told to stop; its end is recorded before the run's.
      CompletableFuture<Void> unused =
          cancellation.tasksEnded().thenRun(() -> end.completeExceptionally(failure));
    }
  }
}
