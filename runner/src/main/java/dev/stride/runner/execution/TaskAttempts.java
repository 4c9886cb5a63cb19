// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.failure.Budget;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.spi.ProcessEnded;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.runner.dispatch.AttemptFailed;
import dev.stride.runner.dispatch.AttemptStarter;
import dev.stride.runner.dispatch.AttemptTimedOut;
import dev.stride.runner.dispatch.NextAttempt.Again;
import dev.stride.runner.dispatch.NextAttempt.Stop;
import dev.stride.runner.execution.Admission.Permit;
import dev.stride.store.AttemptStore;
import dev.stride.store.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one task: each waits for room, runs on the stage's backend and leaves its outcome
 * in a folder of its own.
 */
final class TaskAttempts implements AttemptStarter {
  private static final int SHOWN_LINES = 20;
  private static final String IGNORED = "an attempt does not heed its interrupt";

  private final StageEnvironment environment;
  private final String label;
  private final IntFunction<AttemptStore> stores;
  private final BiFunction<AttemptStore, ResourceRequest, StepTask> work;
  private final Runnable afterFirst;
  private volatile Instant started = Instant.EPOCH;
  private volatile int latest;
  private volatile Layer layer;
  private volatile @Nullable Permit held;

  /**
   * @param label what messages call the task
   * @param stores the folder of an attempt
   * @param work what an attempt does, given its folder and what it may use
   * @param afterFirst called when the first attempt has ended, one way or the other
   */
  TaskAttempts(
      StageEnvironment environment,
      String label,
      IntFunction<AttemptStore> stores,
      BiFunction<AttemptStore, ResourceRequest, StepTask> work,
      Runnable afterFirst) {
    this.environment = environment;
    this.label = label;
    this.stores = stores;
    this.work = work;
    this.afterFirst = afterFirst;
    this.layer = environment.isolation().layer();
  }

  @Override
  public CompletionStage<StepAttempt> start(Request request) {
    environment.progress().queued();
    return environment
        .admission()
        .acquire(request.resources())
        .thenApply(permit -> launch(request, permit))
        .thenCompose(attempt -> attempt.started().thenApply(ignored -> attempt));
  }

  @Override
  public boolean isCancelled() {
    return environment.cancellation().isCancelled()
        || (environment.cancellation().isStopping() && latest == 0);
  }

  @Override
  public Runnable onCancel(Runnable wake) {
    return environment.cancellation().onCancel(wake);
  }

  private StepAttempt launch(Request request, Permit permit) {
    int number = request.attempt();
    try {
      if (isCancelled() || !request.isWanted().getAsBoolean()) {
        throw new CancellationException(label);
      }
      started = Instant.now();
      latest = number;
      layer = environment.isolation().layer();
      held = permit;
      StepAttempt attempt =
          environment.start(work.apply(stores.apply(number), request.resources()));
      // A permit goes back when the attempt has really ended, in time or not.
      attempt.completion().whenComplete((value, thrown) -> ended(number, permit));
      environment.cancellation().watch(environment.step().name(), attempt);
      request.queued().accept(attempt);
      environment.progress().running();
      environment.changed();
      return attempt;
    } catch (Throwable e) {
      permit.release();
      throw e;
    }
  }

  private void ended(int number, Permit permit) {
    permit.release();
    if (number == 1) {
      afterFirst.run();
    }
  }

  /**
   * Its room goes to the attempts that follow, which can be killed; where they cannot, so many may
   * not follow that the machine does nothing else.
   */
  @Override
  public void leaked(StepAttempt attempt) {
    try (AttemptStore store = stores.apply(latest)) {
      byte[] text = (IGNORED + ":\n" + attempt.stack()).getBytes(StandardCharsets.UTF_8);
      store.log(text, 0, text.length);
    }
    boolean isReplaced = layer == Layer.THREAD && environment.isolation().demand();
    Permit permit = held;
    if (isReplaced) {
      environment.progress().because(IGNORED + "; further ones run in processes");
    } else {
      environment.progress().because(IGNORED);
    }
    if (permit != null && isReplaced) {
      permit.release();
    } else if (permit != null) {
      permit.leak();
    }
  }

  /** Notes that the first attempt ran elsewhere. */
  void began(Instant firstStarted) {
    started = firstStarted;
    latest = 1;
  }

  /** The number of the attempt that started last. */
  int latest() {
    return latest;
  }

  @Override
  public void failed(AttemptFailed failure) {
    boolean cancelled = failure.kind() == FailureKind.CANCELLED;
    try (AttemptStore store = stores.apply(failure.attempt())) {
      if (!cancelled) {
        byte[] trace = stackTrace(failure.thrown()).getBytes(StandardCharsets.UTF_8);
        store.log(trace, 0, trace.length);
      }
      store.writeOutcome(outcome(failure.attempt(), status(failure, cancelled), failure));
    }
    if (!cancelled) {
      environment.progress().attemptFailed();
      environment
          .context()
          .listener()
          .attemptFailed(
              environment.progress(), label, failure.toFailure(environment.step().name()));
    }
  }

  private static Outcome.Status status(AttemptFailed failure, boolean cancelled) {
    if (cancelled) {
      return Outcome.Status.CANCELLED;
    }
    boolean isOverdue = failure.failureClass() == FailureClass.TIMEOUT;
    return isOverdue || failure.thrown() instanceof AttemptTimedOut
        ? Outcome.Status.TIMED_OUT
        : Outcome.Status.FAILED;
  }

  static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Notes that an attempt has its result. */
  void succeeded(int attempt, Outcome.Status status) {
    try (AttemptStore store = stores.apply(attempt)) {
      store.writeOutcome(
          new Outcome(
              attempt,
              status,
              layer.toString(),
              started,
              Instant.now(),
              Optional.empty(),
              Optional.empty()));
    }
  }

  /**
   * Notes that a fallback has no value.
   *
   * @return what it threw
   */
  Throwable fallbackFailed(int attempt, Throwable second) {
    Throwable thrown = TaskStage.unwrapped(second);
    try (AttemptStore store = stores.apply(attempt)) {
      byte[] trace = stackTrace(thrown).getBytes(StandardCharsets.UTF_8);
      store.log(trace, 0, trace.length);
      store.writeOutcome(
          new Outcome(
              attempt,
              Outcome.Status.FALLBACK_FAILED,
              layer.toString(),
              started,
              Instant.now(),
              Optional.of(Outcome.Thrown.of(FailureKind.USER, thrown)),
              Optional.empty()));
    }
    return thrown;
  }

  private Outcome outcome(int attempt, Outcome.Status status, AttemptFailed failure) {
    return new Outcome(
        attempt,
        status,
        layer.toString(),
        started,
        Instant.now(),
        Optional.of(Outcome.Thrown.of(failure.kind(), failure.thrown())),
        Optional.of(verdict(failure)));
  }

  private static Outcome.Verdict verdict(AttemptFailed failure) {
    Optional<Integer> exitCode =
        failure.thrown() instanceof ProcessEnded ended && ended.exitCode().isPresent()
            ? Optional.of(ended.exitCode().getAsInt())
            : Optional.empty();
    return new Outcome.Verdict(
        failure.failureClass(),
        failure.next() instanceof Again again ? again.paidBy() : Budget.NONE,
        failure.next() instanceof Stop stop ? stop.reason() : "",
        failure.fingerprint(),
        exitCode);
  }

  /** The end of the task for good. */
  StageFailed givingUp(AttemptFailed failure) {
    String step = environment.step().name();
    String log = environment.store().log(step, stores.apply(failure.attempt()).name());
    return StageFailed.after(step, label, failure, lastLines(withoutTrace(log, failure)));
  }

  private static String withoutTrace(String log, AttemptFailed failure) {
    String trace = stackTrace(failure.thrown());
    return log.endsWith(trace) ? log.substring(0, log.length() - trace.length()) : log;
  }

  private static String lastLines(String text) {
    String[] lines = text.split("\n", -1);
    int from = Math.max(0, lines.length - 1 - SHOWN_LINES);
    return String.join("\n", Arrays.copyOfRange(lines, from, lines.length)).stripTrailing();
  }
}
