// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepInvoker;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.Unreadable;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.spi.RemoteStep;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.runner.dispatch.AttemptFailed;
import dev.stride.store.AttemptStore;
import dev.stride.store.Commit;
import dev.stride.store.Outcome;
import dev.stride.store.OutputLog;
import dev.stride.store.SlotOutput;
import dev.stride.store.SlotResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A stage of one task per element. Lanes, as many as the machine admits, take one slot after the
 * other. A slot's first attempt runs in its lane, unless it has a time limit and so must be
 * stoppable alone; further attempts are dispatched by themselves, and the lane goes on meanwhile.
 */
final class ForeachStage implements StageRun {
  /** How long a lane keeps its place while others wait for one. */
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final StageEnvironment environment;
  private final StepDefinition step;
  private final Object[] shared;
  private final Slots slots;

  /** The step as other processes find it; null where it runs in this one. */
  private @Nullable RemoteStep remote;

  private final SlotOutput output;
  private final Fingerprint fingerprint;
  private final EarlierRuns earlier;
  private final CompletableFuture<StageResult> end = new CompletableFuture<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger remaining = new AtomicInteger();

  /** Slots that were taken and have not ended. */
  private final AtomicInteger open = new AtomicInteger();

  /** Whether the stage has failed; its records are closed before anybody hears of it. */
  private final AtomicBoolean over = new AtomicBoolean();

  private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();

  /**
   * @param fingerprint of the whole stage
   * @param slotFingerprint of what every slot depends on besides its element
   */
  ForeachStage(
      StageEnvironment environment,
      Fingerprint fingerprint,
      Fingerprint slotFingerprint,
      EarlierRuns earlier) {
    this.environment = environment;
    this.step = environment.step();
    this.shared = environment.arguments().of(step, environment.here().reader());
    this.fingerprint = fingerprint;
    this.slots = new Slots(environment, (List<?>) shared[0], slotFingerprint);
    this.output = environment.store().slotOutput(step.name());
    this.earlier = earlier;
  }

  @Override
  public CompletionStage<StageResult> run() {
    environment.progress().tasks(slots.count());
    List<String> damage = new ArrayList<>();
    int reused = earlier.isEmpty() ? 0 : slots.reuse(earlier.slots(step.name(), damage::add));
    if (reused < slots.count()) {
      damage.forEach(environment.progress()::because);
    }
    environment.progress().slotsReused(reused);
    remaining.set(slots.count() - reused);
    environment.progress().queued();
    int lanes = environment.admission().capacity(resources());
    if (remaining.get() == 0) {
      finish();
    }
    for (int lane = 0; lane < Math.min(lanes, remaining.get()); lane++) {
      if (environment.dispatch().isTimed() || environment.isolation().isApart()) {
        dispatchNext();
      } else {
        startLane();
      }
    }
    return end;
  }

  private ResourceRequest resources() {
    return step.policies().resources();
  }

  /** The next slot without a result; -1 when there is none or the stage is over. */
  private int take() {
    int slot = next.getAndIncrement();
    while (slot < slots.count() && slots.isDone(slot)) {
      slot = next.getAndIncrement();
    }
    boolean stops = over.get() || environment.cancellation().isStopping();
    if (slot >= slots.count() || stops) {
      return -1;
    }
    open.incrementAndGet();
    return slot;
  }

  private void startLane() {
    environment
        .admission()
        .acquire(resources())
        .whenComplete(
            (permit, refused) -> {
              if (refused == null) {
                startLane(permit);
              } else {
                fail(refused);
              }
            });
  }

  private void startLane(Admission.Permit permit) {
    try {
      StepAttempt lane =
          environment
              .here()
              .start(
                  new StepTask.Compute(
                      step.name(),
                      () -> {
                        runTurn();
                        return null;
                      }));
      environment
          .cancellation()
          .task(lane.completion())
          .whenComplete((value, thrown) -> laneEnded(permit, thrown));
      environment.cancellation().watch(step.name(), lane);
      environment.progress().running();
      environment.changed();
    } catch (Throwable e) {
      permit.release();
      fail(e);
    }
  }

  private void laneEnded(Admission.Permit permit, @Nullable Throwable thrown) {
    permit.release();
    if (thrown != null) {
      fail(TaskStage.unwrapped(thrown));
    } else if (environment.cancellation().isCancelled()) {
      fail(new CancellationException(step.name()));
    } else if (environment.cancellation().isStopping()) {
      endIfStopped();
    } else if (next.get() < slots.count() && !over.get()) {
      startLane();
    }
  }

  private void runTurn() {
    long started = System.nanoTime();
    for (int slot = take(); slot >= 0; slot = take()) {
      runInLane(slot);
      if (environment.admission().isContended() && System.nanoTime() - started > TURN_NANOS) {
        return;
      }
    }
  }

  private void runInLane(int slot) {
    long started = System.nanoTime();
    Encoded encoded;
    try {
      encoded = captured(output.of(slot), () -> compute(slot));
    } catch (Throwable e) {
      afterFirstFailure(slot, environment.secrets().redacted(Unreadable.replacedIn(e)), started);
      return;
    }
    orFail(() -> put(slot, 1, SlotResult.Kind.NORMAL, encoded, started));
  }

  private void afterFirstFailure(int slot, Throwable thrown, long started) {
    TaskAttempts attempts = attempts(slot, () -> {});
    attempts.began(Instant.now().minusNanos(System.nanoTime() - started));
    environment
        .cancellation()
        .task(environment.dispatch().afterFailure(label(slot), thrown, attempts))
        .whenComplete(
            (value, failure) -> orFail(() -> ended(slot, attempts, value, failure, started)));
  }

  private Encoded captured(OutputLog log, Callable<Encoded> body) throws Exception {
    RunSecrets secrets = environment.secrets();
    return secrets.during(step, () -> OutputCapture.during(secrets.redacted(log::log), body));
  }

  private Encoded compute(int slot) throws Exception {
    return slots.encode(
        StepInvoker.required(
            step, StepInvoker.invoke(step.function().orElseThrow(), argumentsOf(slot))));
  }

  private Object[] argumentsOf(int slot) {
    Object[] arguments = shared.clone();
    arguments[0] = slots.element(slot);
    return arguments;
  }

  private String label(int slot) {
    return environment.label() + " slot " + slot + " (" + shown(slots.element(slot)) + ")";
  }

  private String shown(@Nullable Object element) {
    String text =
        environment.secrets().redacted(String.valueOf(element)).replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private TaskAttempts attempts(int slot, Runnable afterFirst) {
    return new TaskAttempts(
        environment,
        label(slot),
        number -> environment.store().attempt(step.name(), slot, number),
        (folder, resources) -> task(slot, folder, resources),
        afterFirst);
  }

  private StepTask task(int slot, AttemptStore folder, ResourceRequest resources) {
    OutputLog log = logOf(slot, folder);
    String name = step.name() + " " + slot;
    return environment.isolation().isApart()
        ? new StepTask.Call(
            name,
            remote(),
            Optional.of(slots.encodedElement(slot)),
            resources,
            environment.terms(folder, slots.key(slot)),
            environment.secrets().redacted(log::log))
        : new StepTask.Compute(name, () -> captured(log, () -> compute(slot)));
  }

  private synchronized RemoteStep remote() {
    RemoteStep known = remote;
    if (known == null) {
      known = environment.remoteStep();
      remote = known;
    }
    return known;
  }

  private OutputLog logOf(int slot, AttemptStore folder) {
    return folder.name().endsWith("-1") ? output.of(slot) : folder;
  }

  private void dispatchNext() {
    int slot = take();
    if (slot < 0) {
      endIfStopped();
      return;
    }
    long started = System.nanoTime();
    TaskAttempts attempts =
        attempts(slot, () -> environment.context().files().execute(this::dispatchNext));
    environment
        .cancellation()
        .task(environment.dispatch().run(label(slot), attempts))
        .thenCompose(this::decoded)
        .whenComplete(
            (value, thrown) -> orFail(() -> ended(slot, attempts, value, thrown, started)));
  }

  /** What another process yields is read where nobody waits for more of it. */
  private CompletionStage<@Nullable Object> decoded(@Nullable Object yielded) {
    return yielded instanceof byte[] json
        ? CompletableFuture.supplyAsync(() -> slots.decode(json), environment.context().files())
        : CompletableFuture.completedFuture(yielded);
  }

  private void ended(
      int slot,
      TaskAttempts attempts,
      @Nullable Object yielded,
      @Nullable Throwable thrown,
      long started) {
    if (yielded instanceof Encoded encoded) {
      put(slot, attempts.latest(), SlotResult.Kind.NORMAL, encoded, started);
      return;
    }
    Throwable cause = thrown == null ? new CancellationException() : TaskStage.unwrapped(thrown);
    if (!(cause instanceof AttemptFailed failure) || environment.cancellation().isCancelled()) {
      fail(cause);
    } else if (failure.failureClass() == FailureClass.CANCELLED) {
      open.decrementAndGet();
      endIfStopped();
    } else if (!failure.isCatchable() || !Fallbacks.exist(step)) {
      slotFailed(attempts.givingUp(failure));
    } else if (Fallbacks.leavesOut(step)) {
      environment.progress().fellBack();
      put(slot, failure.attempt(), SlotResult.Kind.LEFT_OUT, Slots.LEFT_OUT, started);
    } else {
      fallBack(slot, attempts, failure);
    }
  }

  private void fallBack(int slot, TaskAttempts attempts, AttemptFailed failure) {
    int attempt = failure.attempt() + 1;
    long started = System.nanoTime();
    AttemptStore folder = environment.store().attempt(step.name(), slot, attempt);
    StepTask task =
        new StepTask.Compute(
            step.name() + " " + slot,
            () ->
                captured(
                    folder,
                    () ->
                        slots.encode(
                            StepInvoker.required(
                                step,
                                Fallbacks.supply(
                                    step, failure.toFailure(step.name()), argumentsOf(slot))))));
    Fallbacks.start(environment, task)
        .whenComplete(
            (value, second) ->
                orFail(
                    () -> {
                      folder.close();
                      fellBack(slot, attempts, failure, value, second, started);
                    }));
  }

  private void fellBack(
      int slot,
      TaskAttempts attempts,
      AttemptFailed failure,
      @Nullable Object value,
      @Nullable Throwable second,
      long started) {
    int attempt = failure.attempt() + 1;
    if (value instanceof Encoded encoded) {
      environment.progress().fellBack();
      attempts.succeeded(attempt, Outcome.Status.FELL_BACK);
      put(slot, attempt, SlotResult.Kind.FALLBACK, encoded, started);
    } else {
      Throwable thrown = second == null ? new CancellationException() : second;
      slotFailed(attempts.givingUp(failure).withFallback(attempts.fallbackFailed(attempt, thrown)));
    }
  }

  /** INVARIANT: a slot ends, or the stage does; a store that fails may be met at any place. */
  private void orFail(Runnable end) {
    try {
      end.run();
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void put(int slot, int attempts, SlotResult.Kind kind, Encoded encoded, long started) {
    long millis = (System.nanoTime() - started) / 1_000_000;
    slots.put(slot, attempts, kind, encoded, millis);
    environment.progress().taskDone();
    slotEnded();
  }

  /** What the other slots do then is the run's choice. */
  private void slotFailed(StageFailed failed) {
    firstFailure.compareAndSet(null, failed);
    switch (environment.context().onFailure()) {
      case FAIL_FAST -> fail(failed);
      case DRAIN -> {
        environment.cancellation().drain();
        slotEnded();
      }
      case KEEP_GOING -> slotEnded();
    }
  }

  private void slotEnded() {
    open.decrementAndGet();
    if (remaining.decrementAndGet() == 0) {
      environment.context().files().execute(this::finish);
    } else {
      endIfStopped();
    }
  }

  /** Where nothing more starts, the last slot that was running ends the stage. */
  private void endIfStopped() {
    if (environment.cancellation().isStopping() && open.get() == 0) {
      Throwable first = firstFailure.get();
      fail(first == null ? new CancellationException(step.name()) : first);
    }
  }

  private void finish() {
    Throwable first = firstFailure.get();
    if (first != null) {
      fail(first);
      return;
    }
    try {
      closeRecords();
      boolean cloned = slots.count() > 0 && environment.progress().reusedSlots() == slots.count();
      Commit.Kind kind = cloned ? Commit.Kind.CLONED : Commit.Kind.NORMAL;
      String nonce = UUID.randomUUID().toString();
      environment
          .store()
          .commit(new Commit(step.name(), 1, nonce, fingerprint.toString(), kind, List.of()));
      end.complete(slots.result());
    } catch (Throwable e) {
      fail(e);
    }
  }

  /** What is done stays done: the records of finished slots are made durable. */
  private void fail(Throwable thrown) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    try {
      environment.context().files().execute(() -> closeAfter(thrown));
    } catch (RejectedExecutionException e) {
      // The run has ended without this stage, whose code did not heed its end.
      end.completeExceptionally(thrown);
    }
  }

  private void closeAfter(Throwable thrown) {
    try {
      closeRecords();
    } catch (Throwable e) {
      thrown.addSuppressed(e);
    } finally {
      end.completeExceptionally(thrown);
    }
  }

  private void closeRecords() {
    slots.close();
    output.close();
  }
}
