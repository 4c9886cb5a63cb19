// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepInvoker;
import dev.stride.api.failure.Unreadable;
import dev.stride.api.policy.ResourceRequest;
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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final SlotOutput output;
  private final Fingerprint fingerprint;
  private final EarlierRuns earlier;
  private final CompletableFuture<StageResult> end = new CompletableFuture<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger remaining = new AtomicInteger();

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
    this.shared = environment.arguments().of(step, environment.backend().reader());
    this.fingerprint = fingerprint;
    this.slots = new Slots(environment, (List<?>) shared[0], slotFingerprint);
    this.output = environment.store().slotOutput(step.name());
    this.earlier = earlier;
  }

  @Override
  public CompletionStage<StageResult> run() {
    environment.progress().tasks(slots.count());
    int reused =
        earlier.isEmpty()
            ? 0
            : slots.reuse(earlier.slots(step.name(), environment.progress()::because));
    environment.progress().slotsReused(reused);
    remaining.set(slots.count() - reused);
    environment.progress().queued();
    int lanes = environment.admission().capacity(resources());
    if (remaining.get() == 0) {
      finish();
    }
    for (int lane = 0; lane < Math.min(lanes, remaining.get()); lane++) {
      if (environment.dispatch().isTimed()) {
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
    boolean over = end.isDone() || environment.cancellation().isCancelled();
    return slot < slots.count() && !over ? slot : -1;
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
              .backend()
              .start(
                  new StepTask.Compute(
                      step.name(),
                      () -> {
                        runTurn();
                        return null;
                      }));
      lane.completion().whenComplete((value, thrown) -> laneEnded(permit, thrown));
      environment.cancellation().watch(lane);
      environment.progress().running();
      environment.changed();
    } catch (RuntimeException | Error e) {
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
    } else if (next.get() < slots.count() && !end.isDone()) {
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
      encoded = OutputCapture.during(output.of(slot), () -> compute(slot));
    } catch (Throwable e) {
      afterFirstFailure(slot, Unreadable.replacedIn(e), started);
      return;
    }
    put(slot, 1, SlotResult.Kind.NORMAL, encoded, started);
  }

  private void afterFirstFailure(int slot, Throwable thrown, long started) {
    TaskAttempts attempts = attempts(slot, () -> {});
    attempts.began(Instant.now().minusNanos(System.nanoTime() - started));
    environment
        .dispatch()
        .afterFailure(label(slot), thrown, attempts)
        .whenComplete((value, failure) -> ended(slot, attempts, value, failure, started));
  }

  private Encoded compute(int slot) throws Exception {
    return slots.encode(
        Work.required(step, StepInvoker.invoke(step.function().orElseThrow(), argumentsOf(slot))));
  }

  private Object[] argumentsOf(int slot) {
    Object[] arguments = shared.clone();
    arguments[0] = slots.element(slot);
    return arguments;
  }

  private String label(int slot) {
    return environment.label() + " slot " + slot + " (" + shortened(slots.element(slot)) + ")";
  }

  private static String shortened(@Nullable Object element) {
    String text = String.valueOf(element).replaceAll("\\p{Cntrl}", "?");
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private TaskAttempts attempts(int slot, Runnable afterFirst) {
    return new TaskAttempts(
        environment,
        label(slot),
        number -> environment.store().attempt(step.name(), slot, number),
        folder ->
            new StepTask.Compute(
                step.name() + " " + slot,
                () -> OutputCapture.during(logOf(slot, folder), () -> compute(slot))),
        afterFirst);
  }

  private OutputLog logOf(int slot, AttemptStore folder) {
    return folder.name().endsWith("-1") ? output.of(slot) : folder;
  }

  private void dispatchNext() {
    int slot = take();
    if (slot < 0) {
      return;
    }
    long started = System.nanoTime();
    TaskAttempts attempts =
        attempts(slot, () -> environment.context().files().execute(this::dispatchNext));
    environment
        .dispatch()
        .run(label(slot), attempts)
        .whenComplete((value, thrown) -> ended(slot, attempts, value, thrown, started));
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
    } else if (!failure.isCatchable() || !Fallbacks.exist(step)) {
      fail(attempts.givingUp(failure));
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
                OutputCapture.during(
                    folder,
                    () ->
                        slots.encode(
                            Work.required(
                                step,
                                Fallbacks.supply(
                                    step, failure.toFailure(step.name()), argumentsOf(slot))))));
    Fallbacks.start(environment, task)
        .whenComplete(
            (value, second) -> {
              folder.close();
              if (value instanceof Encoded encoded) {
                environment.progress().fellBack();
                attempts.succeeded(attempt, Outcome.Status.FELL_BACK);
                put(slot, attempt, SlotResult.Kind.FALLBACK, encoded, started);
              } else {
                StageFailed failed = attempts.givingUp(failure);
                Fallbacks.addSecond(failed, second);
                fail(failed);
              }
            });
  }

  private void put(int slot, int attempts, SlotResult.Kind kind, Encoded encoded, long started) {
    long millis = (System.nanoTime() - started) / 1_000_000;
    try {
      slots.put(slot, attempts, kind, encoded, millis);
    } catch (RuntimeException e) {
      fail(e);
      return;
    }
    environment.progress().taskDone();
    if (remaining.decrementAndGet() == 0) {
      environment.context().files().execute(this::finish);
    }
  }

  private void finish() {
    try {
      closeRecords();
      boolean cloned = slots.count() > 0 && environment.progress().reusedSlots() == slots.count();
      Commit.Kind kind = cloned ? Commit.Kind.CLONED : Commit.Kind.NORMAL;
      String nonce = UUID.randomUUID().toString();
      environment
          .store()
          .commit(new Commit(step.name(), 1, nonce, fingerprint.toString(), kind, List.of()));
      end.complete(slots.result());
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** What is done stays done: the records of finished slots are made durable. */
  private void fail(Throwable thrown) {
    if (end.completeExceptionally(thrown)) {
      environment.context().files().execute(this::closeRecords);
    }
  }

  private void closeRecords() {
    slots.close();
    output.close();
  }
}
