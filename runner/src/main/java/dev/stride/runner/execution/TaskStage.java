// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepInvoker;
import dev.stride.api.definition.StepKind;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Relation;
import dev.stride.api.spi.StepTask;
import dev.stride.runner.dispatch.AttemptFailed;
import dev.stride.store.AttemptStore;
import dev.stride.store.Commit;
import dev.stride.store.Outcome;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A stage of one task: a value computed on one node, or a dataset written by an engine. */
final class TaskStage implements StageRun {
  private final StageEnvironment environment;
  private final StepDefinition step;
  private final Fingerprint fingerprint;

  TaskStage(StageEnvironment environment, Fingerprint fingerprint) {
    this.environment = environment;
    this.step = environment.step();
    this.fingerprint = fingerprint;
  }

  /** What the stage does, before anything runs. */
  Work work() {
    if (step.kind() == StepKind.DATASET) {
      return new Work.Materializing(step, relation(), environment.readers());
    }
    if (environment.isolation().isApart()) {
      return calling();
    }
    Object[] arguments = environment.arguments().of(step, environment.here().reader());
    Work.Computing computing =
        new Work.Computing(
            step,
            () -> StepInvoker.invoke(step.function().orElseThrow(), arguments),
            environment.secrets());
    return new Work.Movable(computing, this::calling, environment.isolation());
  }

  private Work.Calling calling() {
    return new Work.Calling(
        step,
        environment.remoteStep(),
        folder -> environment.terms(folder, fingerprint.toString()),
        environment.secrets());
  }

  /** A native step takes its secrets along: its code runs when an engine wants its rows. */
  private Relation relation() {
    try {
      return environment.secrets().during(step, () -> environment.arguments().relation(step));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public CompletionStage<StageResult> run() {
    Work work = work();
    TaskAttempts attempts = attempts(work);
    return environment
        .cancellation()
        .task(environment.dispatch().run(environment.label(), attempts))
        .thenApplyAsync(
            yielded -> {
              int attempt = attempts.latest();
              attempts.succeeded(attempt, Outcome.Status.SUCCEEDED);
              return commit(work, attempt, Commit.Kind.NORMAL, yielded);
            },
            environment.context().files())
        .exceptionallyComposeAsync(
            thrown -> afterFailure(attempts, unwrapped(thrown)), environment.context().files());
  }

  /** Takes over what an earlier run has committed. */
  StageResult reuse(Commit earlier) {
    String nonce = UUID.randomUUID().toString();
    environment
        .store()
        .commit(
            new Commit(
                step.name(),
                earlier.attempt(),
                nonce,
                fingerprint.toString(),
                Commit.Kind.CLONED,
                earlier.artifacts()));
    return result(earlier);
  }

  /** What an earlier run has committed. */
  StageResult result(Commit earlier) {
    return work().result(environment.store(), earlier.artifacts(), null);
  }

  private TaskAttempts attempts(Work work) {
    return new TaskAttempts(environment, environment.label(), this::folder, work::task, () -> {});
  }

  private AttemptStore folder(int attempt) {
    return environment.store().attempt(step.name(), attempt);
  }

  private StageResult commit(Work work, int attempt, Commit.Kind kind, @Nullable Object yielded) {
    try (AttemptStore folder = folder(attempt)) {
      List<Commit.Artifact> artifacts = work.store(folder, yielded);
      String nonce = UUID.randomUUID().toString();
      environment
          .store()
          .commit(new Commit(step.name(), attempt, nonce, fingerprint.toString(), kind, artifacts));
      environment.progress().taskDone();
      return work.result(environment.store(), artifacts, yielded);
    }
  }

  private CompletionStage<StageResult> afterFailure(TaskAttempts attempts, Throwable thrown) {
    if (!(thrown instanceof AttemptFailed failure) || environment.cancellation().isCancelled()) {
      return CompletableFuture.failedFuture(thrown);
    }
    StageFailed end = attempts.givingUp(failure);
    if (!failure.isCatchable() || !Fallbacks.exist(step)) {
      return CompletableFuture.failedFuture(end);
    }
    int attempt = failure.attempt() + 1;
    return fallback(failure, attempt)
        .thenApplyAsync(
            supplied -> committed(attempts, attempt, supplied), environment.context().files())
        .exceptionallyCompose(
            second -> {
              if (isOfTheStore(unwrapped(second))) {
                unwrapped(second).addSuppressed(end);
                return CompletableFuture.failedFuture(unwrapped(second));
              }
              return CompletableFuture.failedFuture(
                  end.withFallback(attempts.fallbackFailed(attempt, second)));
            });
  }

  /** The fallback is not to blame, nor is what it answers: its output may even be there. */
  private static boolean isOfTheStore(Throwable thrown) {
    return thrown instanceof StrideException known && known.kind() != FailureKind.USER;
  }

  /** A fallback's work and what it yielded. */
  private record Supplied(Work work, @Nullable Object yielded) {}

  private StageResult committed(TaskAttempts attempts, int attempt, Supplied supplied) {
    StageResult result = commit(supplied.work(), attempt, Commit.Kind.FALLBACK, supplied.yielded());
    attempts.succeeded(attempt, Outcome.Status.FELL_BACK);
    environment.progress().fellBack();
    return result;
  }

  /** One attempt of its own, with a limit and without retry. */
  private CompletionStage<Supplied> fallback(AttemptFailed failure, int attempt) {
    Object[] arguments = environment.arguments().of(step, environment.here().reader());
    if (step.kind() == StepKind.DATASET) {
      return Fallbacks.start(
              environment,
              new StepTask.Compute(
                  step.name(),
                  () -> Fallbacks.supply(step, failure.toFailure(step.name()), arguments)))
          .thenCompose(
              built -> {
                Work work = Work.Materializing.of(step, built, environment.readers());
                return Fallbacks.start(
                        environment, work.task(folder(attempt), step.policies().resources()))
                    .thenApply(ignored -> new Supplied(work, null));
              });
    }
    Work work =
        new Work.Computing(
            step,
            () -> Fallbacks.supply(step, failure.toFailure(step.name()), arguments),
            environment.secrets());
    return Fallbacks.start(environment, work.task(folder(attempt), step.policies().resources()))
        .thenApply(value -> new Supplied(work, value));
  }

  static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? unwrapped(cause) : thrown;
  }
}
