// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.service;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Calls steps on machines of a service, and reads no datasets. Attempts of one kind that come
 * together are started together; one of a run that goes on from another first takes over what that
 * has left. Thread-safe.
 */
public abstract class ServiceBackend implements Backend {
  private final Layer layer;
  private final Gathering gathering;
  private volatile boolean closed;

  /**
   * A backend that is open.
   *
   * @param layer whose name it has
   * @param gathering where attempts wait for others of their kind
   */
  protected ServiceBackend(Layer layer, Gathering gathering) {
    this.layer = layer;
    this.gathering = gathering;
  }

  @Override
  public final String name() {
    return layer.toString();
  }

  @Override
  public final Set<Layer> layers() {
    return Set.of(layer);
  }

  @Override
  public final boolean isElsewhere() {
    return true;
  }

  @Override
  public final DatasetReader reader() {
    return DatasetReader.forbidden();
  }

  @Override
  public final void check(Scan scan) {
    throw unsupported("read datasets");
  }

  @Override
  public final String version(Scan scan) {
    throw unsupported("read datasets");
  }

  private UnsupportedOperationException unsupported(String what) {
    return new UnsupportedOperationException("Cannot " + what + " on " + layer);
  }

  @Override
  public final StepAttempt start(StepTask task) {
    if (!(task instanceof StepTask.Call call)) {
      throw unsupported("run " + task);
    }
    TaskAttempt attempt = new TaskAttempt(call, this::stop, this::waitsFor);
    if (closed) {
      attempt.fails(new CancellationException(call.label()));
    } else if (call.terms().earlierRuns().isEmpty()) {
      gather(attempt);
    } else {
      later(() -> takeOverOrGather(attempt));
    }
    return attempt;
  }

  /** What the service says of an attempt that does not start. */
  protected CompletionStage<String> waitsFor(TaskAttempt attempt) {
    return CompletableFuture.completedFuture("");
  }

  private void takeOverOrGather(TaskAttempt attempt) {
    try {
      Optional<Runnable> takingOver = findEarlier(attempt);
      if (attempt.isCancelled() || closed) {
        attempt.fails(new CancellationException(attempt.call().label()));
      } else if (takingOver.isPresent()) {
        takingOver.get().run();
      } else {
        gather(attempt);
      }
    } catch (IOException | RuntimeException e) {
      attempt.fails(
          new StrideException(
              FailureClass.UNAVAILABLE,
              "Cannot find what the run before has left: " + e.getMessage() + " (try again later)",
              e));
    }
  }

  /** Has the attempt wait for others of its kind. */
  protected final void gather(TaskAttempt attempt) {
    gathering.add(attempt, System.nanoTime());
  }

  /** Hands on those that wait for nobody any more. */
  protected final void startGathered(Consumer<List<TaskAttempt>> starting) {
    gathering.ready(System.nanoTime()).forEach(starting);
  }

  private void stop(TaskAttempt attempt) {
    if (gathering.remove(attempt)) {
      attempt.fails(new CancellationException(attempt.call().label()));
    } else {
      stopStarted(attempt);
    }
  }

  /** Whether nothing is to be started any more. */
  protected final boolean isClosed() {
    return closed;
  }

  /** Lets nothing start any more. */
  protected final void closeGate() {
    closed = true;
    gathering.clear().forEach(left -> left.fails(new CancellationException("closed")));
  }

  /** Has a thread run {@code body}. */
  protected abstract void later(Runnable body);

  /** What takes over what an earlier run has started for the same, if there is such. */
  protected abstract Optional<Runnable> findEarlier(TaskAttempt attempt) throws IOException;

  /** Stops an attempt that waits no more; must not block. */
  protected abstract void stopStarted(TaskAttempt attempt);
}
