// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.api.spi.StoreAddress;
import dev.stride.store.ObjectStore;
import dev.stride.store.StoreLocation;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs steps as jobs of AWS Batch. Attempts of one kind that come together become one array;
 * closing ends all that is left of them. Thread-safe.
 */
public final class BatchBackend implements Backend {
  static final String NAME = "batch";

  private static final long GATHER_MILLIS = 50;

  private final BatchClients clients;
  private final ObjectStore objects;
  private final BatchSettings settings;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(body -> daemon(body, "stride-batch"));
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(body -> daemon(body, "stride-batch-clock"));
  private final Gathering gathering = new Gathering();
  private final Submitter submitter;
  private final Poller poller;
  private final Terminator terminator;
  private final Ends ends;
  private volatile boolean closed;

  private BatchBackend(
      BatchClients clients, ObjectStore objects, BatchSettings settings, StoreAddress store) {
    this.clients = clients;
    this.objects = objects;
    this.settings = settings;
    this.ends = new Ends(clients, objects);
    this.poller = new Poller(clients, threads, clock, new Children());
    this.terminator = new Terminator(clients, poller);
    this.submitter =
        new Submitter(
            clients,
            objects,
            store.location(),
            new JobDefinitions(clients, settings, environment(settings, store)),
            threads,
            clock,
            () -> closed,
            this::submitted);
    Future<?> unused =
        clock.scheduleWithFixedDelay(
            this::submitGathered, GATHER_MILLIS, GATHER_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Opens the backend; asks nothing over the network.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if the store is none that other machines
   *     see
   */
  static BatchBackend open(BatchSettings settings, StoreAddress store) {
    if (StoreLocation.of(store).isFolder()) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot run steps on batch: its containers do not see the store "
              + store.location()
              + " (set stride.store to s3://BUCKET/PREFIX)");
    }
    return new BatchBackend(
        BatchClients.of(settings), StoreLocation.of(store).objects(), settings, store);
  }

  private static Thread daemon(Runnable body, String name) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  /** What containers need to find the store as this process does. */
  private static Map<String, String> environment(BatchSettings settings, StoreAddress store) {
    Map<String, String> environment = new HashMap<>();
    store
        .settings()
        .forEach(
            (key, value) ->
                environment.put(
                    "STRIDE_S3_" + key.toUpperCase(Locale.ROOT).replace('-', '_'), value));
    settings.region().ifPresent(region -> environment.put("AWS_REGION", region));
    return environment;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Layer> layers() {
    return Set.of(Layer.BATCH);
  }

  @Override
  public boolean isElsewhere() {
    return true;
  }

  @Override
  public DatasetReader reader() {
    return DatasetReader.forbidden();
  }

  @Override
  public void check(Scan scan) {
    throw unsupported();
  }

  @Override
  public String version(Scan scan) {
    throw unsupported();
  }

  private static UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException("Cannot read datasets on batch");
  }

  @Override
  public StepAttempt start(StepTask task) {
    if (!(task instanceof StepTask.Call call)) {
      throw new UnsupportedOperationException("Cannot run on batch: " + task);
    }
    BatchAttempt attempt = new BatchAttempt(call, this::stop);
    if (closed) {
      attempt.fails(new CancellationException(call.label()));
    } else {
      gathering.add(attempt, System.nanoTime());
    }
    return attempt;
  }

  private void submitGathered() {
    gathering
        .ready(System.nanoTime())
        .forEach(attempts -> submitter.submit(new Submission(attempts, settings)));
  }

  /** Who was stopped while his submit was under way is stopped now. */
  private void submitted(Job job) {
    poller.watch(job);
    if (closed || !job.cancelled().isEmpty()) {
      threads.execute(terminator::terminateCancelled);
    }
  }

  private void stop(BatchAttempt attempt) {
    if (gathering.remove(attempt)) {
      attempt.fails(new CancellationException(attempt.call().label()));
    } else if (!closed) {
      Future<?> unused =
          clock.schedule(
              () -> threads.execute(terminator::terminateCancelled),
              GATHER_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  /** What becomes of children ends attempts. */
  private final class Children implements Poller.Listener {
    @Override
    public void runs(Job job, int child) {
      job.attempt(child).starts();
    }

    @Override
    public void ended(Job job, int child, String state) {
      threads.execute(() -> ends.settle(job, child, state));
    }

    @Override
    public void lost(Job job) {
      for (int child : job.open()) {
        if (job.close(child)) {
          ended(job, child, "LOST");
        }
      }
    }
  }

  /** Lets nothing start any more, ends what lives, and returns when nothing does. */
  @Override
  public void close() {
    closed = true;
    gathering.clear().forEach(left -> left.fails(new CancellationException("closed")));
    terminator.terminateAll(submitter::isBusy);
    clock.shutdownNow();
    threads.shutdown();
    awaitThreads();
    clients.close();
    objects.close();
  }

  private void awaitThreads() {
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
