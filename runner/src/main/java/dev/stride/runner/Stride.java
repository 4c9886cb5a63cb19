// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.api.Dataset;
import dev.stride.api.Workflow;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Durations;
import dev.stride.api.policy.Layer;
import dev.stride.api.relation.Relation;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.BackendFactory;
import dev.stride.api.spi.Finding;
import dev.stride.api.spi.Leftover;
import dev.stride.planner.ExecutionPlan;
import dev.stride.planner.Placement;
import dev.stride.planner.PlanOptions;
import dev.stride.planner.PlanPrinter;
import dev.stride.planner.Planner;
import dev.stride.planner.PolicyOverrides;
import dev.stride.planner.Remoteness;
import dev.stride.planner.Stage;
import dev.stride.planner.Target;
import dev.stride.runner.dispatch.ResilientDispatcher;
import dev.stride.runner.execution.OnFailure;
import dev.stride.runner.execution.RowPlaces;
import dev.stride.runner.execution.RunContext;
import dev.stride.runner.execution.RunSecrets;
import dev.stride.runner.execution.StageFailed;
import dev.stride.runner.execution.StageResult;
import dev.stride.runner.execution.WorkflowRun;
import dev.stride.store.EndRecord;
import dev.stride.store.GarbagePolicy;
import dev.stride.store.RunRecord;
import dev.stride.store.RunStatus;
import dev.stride.store.RunStore;
import dev.stride.store.Store;
import dev.stride.store.StoreDiagnosis;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs workflows. One object serves an application: it finds the backends on its class path, opens
 * them when first needed, and keeps records in the store.
 *
 * <pre>{@code
 * try (Stride stride = Stride.local()) {
 *   RunResult result = stride.run(new FlightDelays(), Map.of("min-rows", 500));
 *   Summary summary = result.value(Summary.class);
 * }
 * }</pre>
 *
 * <p>Each step is dispatched as {@code fallback( retry( time limit( attempt ) ) )}, as its
 * decorators say. Thread-safe: runs may go on side by side; each has the whole machine for itself
 * to plan with.
 */
public final class Stride implements AutoCloseable {
  private static final long STOP_SECONDS = 10;

  /** How many runs are searched for what they have done. */
  private static final int REUSED_RUNS = 20;

  private final Settings settings;
  private final Backends backends;
  private final ResilientDispatcher dispatcher = new ResilientDispatcher();
  private final ExecutorService files = Executors.newCachedThreadPool(Stride::daemon);
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(Stride::daemon);
  private final Map<WorkflowRun, CompletableFuture<String>> active = new ConcurrentHashMap<>();
  private @Nullable Store store;

  /** One that was given is closed by who has opened it. */
  private boolean isStoreOurs;

  /** Set before what runs is cancelled, read after a run is among that. */
  private volatile boolean ending;

  private Stride(Settings settings, List<BackendFactory> given) {
    this.settings = settings;
    this.backends = new Backends(settings.backends(), settings.store().address(), given);
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "stride-files");
    thread.setDaemon(true);
    return thread;
  }

  /** Runs on this machine, with the store {@code .stride} in the working directory. */
  public static Stride local() {
    return with(Settings.ofDefaults());
  }

  /** Runs as the settings say. */
  public static Stride with(Settings settings) {
    return new Stride(settings, List.of());
  }

  /**
   * Runs as the settings say, with backends that the application has made: {@code
   * Stride.with(settings, SparkStride.on(session))}. They take the places of those on the class
   * path that have their names.
   */
  public static Stride with(Settings settings, BackendFactory... backends) {
    return new Stride(settings, List.of(backends));
  }

  /**
   * Runs as the settings say, but on a store that the application has opened, such as one with a
   * {@link dev.stride.store.FileProbe}.
   */
  public static Stride on(Store store, Settings settings) {
    Stride stride = new Stride(settings, List.of());
    synchronized (stride) {
      stride.store = store;
    }
    return stride;
  }

  /**
   * Looks whether runs with these settings would find what they need. The store is tried with an
   * object that is removed again; nothing else is started or made.
   */
  public static List<Finding> diagnose(Settings settings) {
    List<Finding> findings = new ArrayList<>(StoreDiagnosis.of(settings.store()));
    findings.addAll(Backends.diagnose(settings.backends(), settings.store().address()));
    return findings;
  }

  /**
   * Finds what nobody needs at the services where these settings have steps run: job definitions
   * that no job uses.
   *
   * @param policy how long ago it must have been made, and whether it is deleted
   * @throws StrideException if a service refuses or does not answer
   */
  public static List<Leftover> collectFromServices(Settings settings, GarbagePolicy policy) {
    return Backends.collect(
        settings.backends(),
        settings.store().address(),
        policy.grace(),
        policy.mode() == GarbagePolicy.Mode.DELETE);
  }

  /** Runs a workflow with the defaults of its parameters. */
  public RunResult run(Workflow workflow) {
    return run(workflow, Map.of());
  }

  /** Runs a workflow. */
  public RunResult run(Workflow workflow, Map<String, ?> parameters) {
    return run(workflow, parameters, RunOptions.ofDefaults());
  }

  /**
   * Runs a workflow and waits for its end.
   *
   * @param parameters values by name, as text or as instances of the parameter's class
   * @throws dev.stride.api.failure.InvalidWorkflowException if its definition has problems
   * @throws StrideException of kind {@code USAGE} if a parameter is unknown, missing or of the
   *     wrong type
   * @throws RunFailed if a step fails for good, an input does not fit, or the run is cancelled
   */
  public RunResult run(Workflow workflow, Map<String, ?> parameters, RunOptions options) {
    List<RunStore> earlier = options.reuses() ? latest(workflow) : List.of();
    return execute(defined(workflow, parameters, options), options, earlier);
  }

  /** The layers that have a backend here; whether it is set up, its first use tells. */
  public Set<Layer> layers() {
    return Set.copyOf(backends.layers().keySet());
  }

  /** What {@link #run(Workflow, Map, RunOptions)} would do; runs nothing. */
  public ExecutionPlan plan(Workflow workflow, Map<String, ?> parameters, RunOptions options) {
    return planned(defined(workflow, parameters, options), options);
  }

  /**
   * Goes on from a run that has ended: a new run takes over every step with the same code,
   * parameters and inputs.
   *
   * @param run the id of that run
   * @param workflow the workflow of that run
   * @throws StrideException of kind {@code CONFIGURATION} if there is no such run, it is of another
   *     workflow, or it has not ended
   */
  public RunResult resume(String run, Workflow workflow, RunOptions options) {
    List<RunStore> earlier = resumable(run, workflow);
    earlier.get(0).mark().ifPresent(mark -> LeftProcesses.of(mark).end());
    return execute(defined(workflow, earlier.get(0).run().parameters(), options), options, earlier);
  }

  /**
   * The same of a run that a process still works on but does not answer: that process can record
   * nothing more of it, and ends it when it finds out.
   */
  public RunResult takeOver(String run, Workflow workflow, RunOptions options) {
    List<RunStore> earlier = known(run, workflow);
    WorkflowDefinition definition = defined(workflow, earlier.get(0).run().parameters(), options);
    return execute(definition, options, earlier, RunStore::takeOver);
  }

  /**
   * What {@link #resume} would do: a line per stage that says whether it is reused or runs again,
   * and why. Runs nothing.
   */
  public List<String> resumePlan(String run, Workflow workflow, RunOptions options) {
    List<RunStore> earlier = resumable(run, workflow);
    WorkflowDefinition definition = defined(workflow, earlier.get(0).run().parameters(), options);
    return WorkflowRun.preview(
        context(
            definition,
            planned(definition, options),
            options,
            earlier.get(0),
            earlier,
            RunSecrets.of(definition, settings.secrets())));
  }

  private List<RunStore> resumable(String run, Workflow workflow) {
    List<RunStore> earlier = known(run, workflow);
    if (earlier.get(0).status() == RunStatus.RUNNING) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot resume run: "
              + run
              + " is still being worked on (wait for it, end it by stride kill, or, if it does not"
              + " answer, resume with --take-over)");
    }
    return earlier;
  }

  private List<RunStore> known(String run, Workflow workflow) {
    List<RunStore> earlier = chain(run);
    RunRecord record = earlier.get(0).run();
    if (!record.workflowClass().equals(workflow.getClass().getName())) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot resume run: "
              + run
              + " is of "
              + record.workflowClass()
              + " (resume it with that)");
    }
    return earlier;
  }

  /** The run, and those that it went on from itself, the nearest first. */
  private List<RunStore> chain(String run) {
    List<RunStore> chain = new ArrayList<>();
    Optional<String> next = Optional.of(run);
    while (next.isPresent()) {
      RunStore found = store().find(next.get());
      chain.add(found);
      next = Optional.of(found.run().resumed()).filter(id -> !id.isEmpty() && isNew(id, chain));
    }
    return chain;
  }

  /** The latest runs of the workflow; one whose record cannot be read has no workflow. */
  private List<RunStore> latest(Workflow workflow) {
    return store().runs().stream()
        .filter(run -> run.workflow().equals(workflow.name()))
        .limit(REUSED_RUNS)
        .map(run -> store().find(run.run()))
        .filter(run -> run.run().workflowClass().equals(workflow.getClass().getName()))
        .toList();
  }

  private boolean isNew(String run, List<RunStore> chain) {
    return chain.stream().noneMatch(known -> known.run().run().equals(run))
        && store().runs().stream().anyMatch(known -> known.run().equals(run));
  }

  private WorkflowDefinition defined(
      Workflow workflow, Map<String, ?> parameters, RunOptions options) {
    PolicyOverrides overrides = PolicyOverrides.parse(options.policies());
    return options
        .deadline()
        .map(overrides::checkedWithin)
        .orElse(overrides)
        .applyTo(
            WorkflowDefinition.of(
                workflow,
                parameters,
                step -> Planner.problem(step, planOptions(workflow.getClass(), options))));
  }

  private ExecutionPlan planned(WorkflowDefinition definition, RunOptions options) {
    return Planner.plan(definition, planOptions(definition.workflow(), options));
  }

  private PlanOptions planOptions(Class<? extends Workflow> workflow, RunOptions options) {
    return new PlanOptions(
        options.target(),
        backends.layers(),
        backends.home(),
        settings.machine(),
        Remoteness.problem(workflow, options.jar()));
  }

  private RunResult execute(
      WorkflowDefinition definition, RunOptions options, List<RunStore> earlier) {
    return execute(definition, options, earlier, RunStore::acquire);
  }

  /**
   * @param hold takes the lease of the run that this one goes on from
   */
  private RunResult execute(
      WorkflowDefinition definition,
      RunOptions options,
      List<RunStore> earlier,
      Consumer<RunStore> hold) {
    if (files.isShutdown()) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot run " + definition.name() + ": this Stride is closed (open a new one)");
    }
    ExecutionPlan plan = planned(definition, options);
    RunSecrets secrets = RunSecrets.of(definition, settings.secrets());
    secrets.check();
    List<RunStore> resumed = options.reuses() ? List.of() : earlier;
    // One at a time goes on from a run: two would do the same work.
    resumed.stream().findFirst().ifPresent(hold);
    try (RunStore records = store().create(record(plan, options, resumed))) {
      WorkflowRun run =
          new WorkflowRun(context(definition, plan, options, records, earlier, secrets));
      CompletableFuture<String> recorded = new CompletableFuture<>();
      active.put(run, recorded);
      Future<?> watch = watch(run, records);
      if (ending) {
        run.cancel();
      }
      try {
        Map<String, StageResult> results = await(run, records);
        records.end(new EndRecord(RunStatus.SUCCEEDED, Instant.now(), "", ""));
        return result(records, definition, plan, results);
      } finally {
        watch.cancel(false);
        options.listener().ended();
        earlier.forEach(RunStore::close);
        active.remove(run);
        recorded.complete(records.run().run());
      }
    }
  }

  private static StrideException takenOver(RunStore records) {
    return new StrideException(
        FailureKind.CANCELLED,
        "Cannot go on with run: "
            + records.run().run()
            + " was taken over by "
            + records.holder()
            + " (nothing more is recorded here; stride runs shows the run that goes on from it)");
  }

  /** Ends the run when another process asks for it, or has taken it over. */
  private Future<?> watch(WorkflowRun run, RunStore records) {
    return watcher.scheduleWithFixedDelay(
        () -> {
          if (records.isTakenOver()) {
            run.end(takenOver(records));
          } else if (records.isStopRequested()) {
            run.cancel();
          }
        },
        records.lookEvery().toMillis(),
        records.lookEvery().toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /**
   * Ends a run that this or another process works on, and waits until it has ended. A run whose
   * process is gone is recorded as cancelled.
   *
   * @return how the run has ended
   * @throws StrideException of kind {@code CONFIGURATION} if there is no such run, of kind {@code
   *     EXTERNAL} if its process does not answer
   */
  public RunStatus kill(String run) {
    RunStore found = store().find(run);
    return new RunKiller(found, folder -> found.isRemote() ? backends.endLeft(folder) : 0).kill();
  }

  private RunContext context(
      WorkflowDefinition definition,
      ExecutionPlan plan,
      RunOptions options,
      RunStore records,
      List<RunStore> earlier,
      RunSecrets secrets) {
    return new RunContext(
        definition,
        plan,
        name -> backends.open(name, loader(definition)),
        dispatcher,
        files,
        records,
        earlier,
        options.records(),
        secrets,
        settings.machine(),
        options.onFailure(),
        options.deadline(),
        options.listener());
  }

  private static RunRecord record(ExecutionPlan plan, RunOptions options, List<RunStore> earlier) {
    Instant now = Instant.now();
    return new RunRecord(
        Store.newRunId(now),
        plan.workflow(),
        plan.workflowClass(),
        options.jar(),
        plan.parameters(),
        recorded(options),
        PlanPrinter.print(plan),
        inputs(plan),
        earlier.isEmpty() ? "" : earlier.get(0).run().run(),
        options.tag(),
        version(),
        now);
  }

  private static Map<String, List<String>> recorded(RunOptions options) {
    return Map.of(
        "on",
        List.of(options.target().toString()),
        "with",
        options.policies(),
        "on-failure",
        List.of(options.onFailure().toString()),
        "reuse",
        options.reuses() ? List.of("true") : List.of(),
        "deadline",
        options.deadline().map(Durations::text).stream().toList());
  }

  private static Map<String, List<String>> inputs(ExecutionPlan plan) {
    Map<String, List<String>> inputs = new LinkedHashMap<>();
    plan.stages().forEach(stage -> inputs.put(stage.name(), List.copyOf(stage.inputs())));
    return inputs;
  }

  /** The version of Stride; {@code unknown} outside its jar. */
  public static String version() {
    String version = Stride.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  /** The options that a recorded run was started with. */
  public static RunOptions optionsOf(RunRecord record) {
    Map<String, List<String>> options = record.options();
    RunOptions recorded =
        RunOptions.ofDefaults()
            .on(Target.parse(String.join("", options.getOrDefault("on", List.of("auto")))))
            .with(options.getOrDefault("with", List.of()))
            .onFailure(
                OnFailure.parse(
                    String.join("", options.getOrDefault("on-failure", List.of("fail-fast")))))
            .tagged(record.tag())
            .fromJar(record.jar());
    return options.getOrDefault("deadline", List.of()).stream()
        .map(text -> recorded.within(Durations.parse("deadline", text)))
        .findFirst()
        .orElse(recorded);
  }

  private static Map<String, StageResult> await(WorkflowRun run, RunStore records) {
    try {
      return run.start().get();
    } catch (InterruptedException e) {
      run.cancel();
      Thread.currentThread().interrupt();
      throw cancelled(records, e);
    } catch (CancellationException e) {
      throw cancelled(records, e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof CancellationException
          ? cancelled(records, cause)
          : failed(records, cause == null ? e : cause);
    }
  }

  private static RunFailed cancelled(RunStore records, Throwable cause) {
    String run = records.run().run();
    String left = LeftProcesses.ofThisRun().end().text();
    end(
        records,
        new EndRecord(RunStatus.CANCELLED, Instant.now(), "", "it was cancelled" + left),
        cause);
    return new RunFailed(
        run,
        RunStatus.CANCELLED,
        FailureKind.CANCELLED,
        "Cancelled run " + run + " (stride resume " + run + " goes on)",
        new RunFailed.Origin("", ""),
        cause);
  }

  private static RunFailed failed(RunStore records, Throwable thrown) {
    StageFailed stage = thrown instanceof StageFailed known ? known : null;
    RunFailed.Origin origin =
        stage == null
            ? new RunFailed.Origin("", "")
            : new RunFailed.Origin(stage.step(), stage.log());
    FailureKind kind =
        thrown instanceof StrideException known ? known.kind() : FailureKind.INTERNAL;
    String message =
        thrown instanceof StrideException && thrown.getMessage() != null
            ? thrown.getMessage()
            : "Cannot finish run: " + thrown;
    String left = LeftProcesses.ofThisRun().end().text();
    end(
        records,
        new EndRecord(RunStatus.FAILED, Instant.now(), origin.step(), message + left),
        thrown);
    return new RunFailed(records.run().run(), RunStatus.FAILED, kind, message, origin, thrown);
  }

  /** A store that cannot be written must not hide why the run failed. */
  private static void end(RunStore records, EndRecord end, Throwable cause) {
    try {
      records.end(end);
    } catch (StrideException e) {
      cause.addSuppressed(e);
    }
  }

  private RunResult result(
      RunStore records,
      WorkflowDefinition definition,
      ExecutionPlan plan,
      Map<String, StageResult> results) {
    Backend reader = reader(definition, plan);
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Type> types = new LinkedHashMap<>();
    definition
        .results()
        .forEach(
            (name, step) -> {
              StageResult result = results.get(step);
              values.put(name, value(result, new RowPlaces(records, reader)));
              types.put(name, definition.step(step).valueType());
            });
    return new RunResult(records.run().run(), definition.name(), values, types);
  }

  private Backend reader(WorkflowDefinition definition, ExecutionPlan plan) {
    String name =
        plan.stages().stream()
            .map(Stage::placement)
            .filter(placement -> !placement.layer().isService())
            .map(Placement::backend)
            .findFirst()
            .orElseGet(() -> backends.layers().values().iterator().next());
    return backends.open(name, loader(definition));
  }

  private static ClassLoader loader(WorkflowDefinition definition) {
    return definition.workflow().getClassLoader();
  }

  @SuppressWarnings("unchecked")
  private static Object value(@Nullable StageResult result, RowPlaces places) {
    if (result instanceof StageResult.OfRows rows) {
      Relation relation = places.of(rows);
      return Dataset.of(
          (Class<Record>) relation.output().type(), relation, places.reader().reader());
    }
    Object value = result instanceof StageResult.OfValue plain ? plain.value() : null;
    if (value == null) {
      throw new StrideException(FailureKind.INTERNAL, "Cannot find result of run (report this)");
    }
    return value;
  }

  /** The store; made if it is missing. */
  public synchronized Store store() {
    Store open = store;
    if (open == null) {
      open = Store.open(settings.store(), settings.durability(), settings.writers());
      isStoreOurs = true;
      store = open;
    }
    return open;
  }

  /**
   * Cancels all runs, and those that are about to start: the process is ending.
   *
   * @return the ids of those that have said so in their records
   */
  public List<String> endAll() {
    ending = true;
    return cancelAll();
  }

  /**
   * Ends all runs, and those that are about to start, as failed: code has called for the end of the
   * process.
   *
   * @param failure says where
   * @return the ids of those that have said so in their records
   */
  public List<String> endAll(StrideException failure) {
    ending = true;
    return end(run -> run.endByExit(failure));
  }

  /**
   * Cancels all runs and waits, for a while, until they have said so in their records.
   *
   * @return the ids of those that have
   */
  public List<String> cancelAll() {
    return end(WorkflowRun::cancel);
  }

  private List<String> end(Consumer<WorkflowRun> how) {
    Set<Map.Entry<WorkflowRun, CompletableFuture<String>>> runs = Set.copyOf(active.entrySet());
    runs.forEach(entry -> how.accept(entry.getKey()));
    CompletableFuture<?>[] recorded =
        runs.stream().map(Map.Entry::getValue).toArray(CompletableFuture<?>[]::new);
    // A run that does not end in time stays without an end: it is interrupted and can be resumed.
    CompletableFuture.allOf(recorded)
        .completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS)
        .join();
    return runs.stream()
        .map(Map.Entry::getValue)
        .filter(CompletableFuture::isDone)
        .map(CompletableFuture::join)
        .toList();
  }

  /** Cancels what runs and frees everything. */
  @Override
  public void close() {
    if (!active.isEmpty()) {
      cancelAll();
    }
    watcher.shutdownNow();
    dispatcher.close();
    backends.close();
    files.shutdown();
    closeStore();
  }

  private synchronized void closeStore() {
    Store open = store;
    if (open != null && isStoreOurs) {
      open.close();
    }
  }
}
