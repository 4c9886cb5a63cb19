// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.Secret;
import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.secret.Redactor;
import dev.stride.api.secret.SecretScope;
import dev.stride.api.secret.SecretSources;
import dev.stride.api.spi.OutputSink;
import dev.stride.api.spi.RemoteStep;
import dev.stride.api.spi.StepAttempt;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that the steps of a run need, and what keeps them out of all that it says. Without
 * any it hands everything on as it is. Thread-safe.
 */
public final class RunSecrets {
  private final Map<String, String> settings;
  private final Collection<String> names;
  private final Redactor redactor = new Redactor();
  private @Nullable SecretSources sources;

  private RunSecrets(Map<String, String> settings, Collection<String> names) {
    this.settings = settings;
    this.names = names;
  }

  /**
   * Those of a workflow.
   *
   * @param settings where they are, for {@link SecretSources}
   */
  public static RunSecrets of(WorkflowDefinition definition, Map<String, String> settings) {
    TreeSet<String> names = new TreeSet<>();
    definition.steps().forEach(step -> names.addAll(step.policies().secrets()));
    return new RunSecrets(settings, names);
  }

  /**
   * Finds them all, before anything runs.
   *
   * @throws dev.stride.api.failure.StrideException of kind {@code CONFIGURATION} that names every
   *     one that is missing
   */
  public void check() {
    if (!names.isEmpty()) {
      redactor.add(sources().find(names).values());
    }
  }

  /** Opened when the first secret is needed. */
  private synchronized SecretSources sources() {
    SecretSources open = sources;
    if (open == null) {
      open = SecretSources.open(settings);
      sources = open;
    }
    return open;
  }

  /** Looked up for every attempt: a secret may be exchanged while a run goes on. */
  private SecretScope scope(StepDefinition step) {
    Map<String, Secret> found = sources().find(step.policies().secrets());
    redactor.add(found.values());
    return SecretScope.of(found);
  }

  /** Runs code of a step in this process, which may ask for the step's secrets. */
  <T extends @Nullable Object> T during(StepDefinition step, Callable<T> body) throws Exception {
    return step.policies().secrets().isEmpty() ? body.call() : scope(step).during(body);
  }

  /** The secrets of a step for another process. */
  RemoteStep.Secrets remote(StepDefinition step) {
    List<String> needed = step.policies().secrets();
    return needed.isEmpty()
        ? RemoteStep.Secrets.none()
        : new RemoteStep.Secrets(needed, settings, sources().findBoundToProcess(needed));
  }

  /** A sink that lets no secret through. */
  OutputSink redacted(OutputSink sink) {
    return names.isEmpty() ? sink : redactor.redacted(sink);
  }

  /** A text that cites values. */
  String redacted(String text) {
    return redactor.redacted(text);
  }

  /** What was thrown, or a description of it if it tells a secret. */
  Throwable redacted(Throwable thrown) {
    return redactor.redacted(thrown);
  }

  /** An attempt whose failure tells no secret. */
  StepAttempt redacted(StepAttempt attempt) {
    return names.isEmpty() ? attempt : new Redacted(attempt);
  }

  private final class Redacted implements StepAttempt {
    private final StepAttempt attempt;
    private final CompletionStage<@Nullable Object> completion;

    Redacted(StepAttempt attempt) {
      this.attempt = attempt;
      this.completion =
          attempt
              .completion()
              .handle(
                  (value, thrown) -> {
                    if (thrown != null) {
                      throw new CompletionException(redacted(TaskStage.unwrapped(thrown)));
                    }
                    return value;
                  });
    }

    @Override
    public CompletionStage<@Nullable Object> completion() {
      return completion;
    }

    @Override
    public CompletionStage<@Nullable Void> started() {
      return attempt.started();
    }

    @Override
    public Duration stopLimit() {
      return attempt.stopLimit();
    }

    @Override
    public void cancel() {
      attempt.cancel();
    }
  }
}
