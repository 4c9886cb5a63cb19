// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import dev.stride.api.spi.StepTask;
import dev.stride.api.spi.StoreAddress;
import dev.stride.backend.batch.service.Backoff;
import dev.stride.backend.batch.service.CodeShipment;
import dev.stride.backend.batch.service.Gathering;
import dev.stride.backend.batch.service.ServiceBackend;
import dev.stride.backend.batch.service.ServiceSettings;
import dev.stride.backend.batch.service.ServiceThreads;
import dev.stride.backend.batch.service.SlotEnds;
import dev.stride.backend.batch.service.TaskAttempt;
import dev.stride.backend.batch.service.TaskFiles;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.CodeFile;
import dev.stride.worker.task.TaskPointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs steps as calls of functions of AWS Lambda. A call is given a pointer; its result comes
 * through the store. Nobody can end a call from outside: one that is to stop finds a mark in its
 * folder, and closing waits until all have heeded theirs. Thread-safe.
 */
final class LambdaBackend extends ServiceBackend {
  static final String NAME = "lambda";

  private static final long GATHER_MILLIS = 20;
  private static final long QUIET_MILLIS = 30;
  private static final int MOST_GATHERED = 1_000;
  private static final long END_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final LambdaSettings settings;
  private final String store;
  private final ObjectStore objects;
  private final LambdaClients clients;
  private final ServiceThreads threads = new ServiceThreads("stride-lambda");
  private final CodeShipment code;
  private final FunctionArchive archive;
  private final Functions functions;
  private final EarlierCalls earlier;
  private final Results results;
  private final Calls calls;

  private LambdaBackend(
      LambdaSettings settings, StoreAddress store, ObjectStore objects, Backoff backoff) {
    super(Layer.LAMBDA, new Gathering(QUIET_MILLIS, MOST_GATHERED));
    this.settings = settings;
    this.store = store.location();
    this.objects = objects;
    this.clients = LambdaClients.of(settings);
    this.code = new CodeShipment(objects);
    this.archive = new FunctionArchive(objects);
    this.functions =
        new Functions(clients.control(), settings, ServiceSettings.environmentOf(store));
    this.earlier = new EarlierCalls(objects);
    this.results = new Results(new SlotEnds(objects), threads, this::gather);
    this.calls =
        new Calls(
            clients.calls(),
            objects,
            threads,
            results,
            settings.concurrency(),
            backoff,
            this::isClosed);
    threads.every(GATHER_MILLIS, this::callGathered);
  }

  /**
   * Opens the backend; asks nothing over the network.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if the store is none that functions see
   */
  static LambdaBackend open(LambdaSettings settings, StoreAddress store) {
    return open(settings, store, ServiceSettings.objects(NAME, store), new Backoff(200, 20_000));
  }

  /** The same over objects that are already open. */
  static LambdaBackend open(
      LambdaSettings settings, StoreAddress store, ObjectStore objects, Backoff backoff) {
    return new LambdaBackend(settings, store, objects, backoff);
  }

  @Override
  protected void later(Runnable body) {
    threads.later(0, body);
  }

  @Override
  protected Optional<Runnable> findEarlier(TaskAttempt attempt) throws IOException {
    return earlier.take(attempt).map(call -> () -> takeOver(call, attempt));
  }

  private void takeOver(CallRecord call, TaskAttempt attempt) {
    attempt.takesOver(call.folder());
    attempt.starts();
    results.watch(attempt, Duration.between(Instant.now(), call.latestEnd()));
  }

  private void callGathered() {
    startGathered(attempts -> threads.later(0, () -> call(attempts)));
  }

  private void call(List<TaskAttempt> attempts) {
    try {
      StepTask.Call first = attempts.get(0).call();
      FunctionSize size = FunctionSize.of(first.resources(), first.terms().timeLimit(), settings);
      tellSize(attempts, size);
      List<CodeFile> files = code.of(first.step().jar());
      Functions.Version version =
          functions.of(
              FunctionArchive.digest(files), objects, archive.key(first.step().jar(), files), size);
      TaskPointer pointer =
          new TaskFiles(attempts).write(objects, files, store, size.bytes(), size.cpu(), 1);
      for (int slot = 0; slot < attempts.size(); slot++) {
        calls.add(new FunctionCall(attempts.get(slot), version, size, pointer, slot));
      }
    } catch (IOException e) {
      StrideException failure =
          new StrideException(
              FailureClass.UNAVAILABLE,
              "Cannot write task: " + e.getMessage() + " (try again later)",
              e);
      attempts.forEach(attempt -> attempt.fails(failure));
    } catch (RuntimeException | Error e) {
      attempts.forEach(attempt -> attempt.fails(e));
    }
  }

  /** Says so where a step gets more memory than it has asked for. */
  private static void tellSize(List<TaskAttempt> attempts, FunctionSize size) {
    boolean isLarger =
        attempts
            .get(0)
            .call()
            .resources()
            .memory()
            .filter(asked -> asked.bytes() < size.bytes())
            .isPresent();
    if (isLarger) {
      byte[] text =
          ("stride: Lambda's function has " + size + "\n").getBytes(StandardCharsets.UTF_8);
      attempts.forEach(attempt -> attempt.call().output().write(text, 0, text.length));
    }
  }

  @Override
  protected void stopStarted(TaskAttempt attempt) {
    if (calls.remove(attempt)) {
      attempt.fails(new CancellationException(attempt.call().label()));
    } else if (!isClosed()) {
      threads.later(0, () -> mark(attempt));
    }
  }

  private void mark(TaskAttempt attempt) {
    try {
      earlier.stop(attempt.folder());
    } catch (IOException e) {
      // Its own time limit ends it.
      return;
    }
  }

  @Override
  public int endLeft(String folder) {
    try {
      List<CallRecord> living = earlier.living(folder);
      for (CallRecord call : living) {
        earlier.stop(call.folder());
      }
      long deadline = System.nanoTime() + END_NANOS;
      while (!earlier.living(folder).isEmpty() && System.nanoTime() < deadline) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      return living.size();
    } catch (IOException e) {
      throw new StrideException(
          FailureClass.UNAVAILABLE,
          "Cannot find calls of " + folder + ": " + e.getMessage() + " (try again later)",
          e);
    }
  }

  /** Lets nothing be called any more, has what runs stop, and returns when nothing does. */
  @Override
  public void close() {
    closeGate();
    calls.clear().forEach(left -> left.fails(new CancellationException("closed")));
    results
        .open()
        .forEach(
            attempt -> {
              attempt.cancel();
              mark(attempt);
            });
    long deadline = System.nanoTime() + END_NANOS;
    while (!results.open().isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
    threads.close();
    clients.close();
    objects.close();
  }
}
