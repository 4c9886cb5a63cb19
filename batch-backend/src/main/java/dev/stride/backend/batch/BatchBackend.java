// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.api.spi.StoreAddress;
import dev.stride.backend.batch.task.Gathering;
import dev.stride.backend.batch.task.ServiceFailures;
import dev.stride.backend.batch.task.ServiceSettings;
import dev.stride.backend.batch.task.TaskAttempt;
import dev.stride.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * Runs steps as jobs of AWS Batch. Attempts of one kind that come together become one array;
 * closing ends all that is left of them. Thread-safe.
 */
public final class BatchBackend implements Backend {
  static final String NAME = "batch";

  private static final long GATHER_MILLIS = 50;

  /** Of an array. */
  private static final int MOST_CHILDREN = 10_000;

  private final BatchContext context;
  private final BatchSettings settings;
  private final Gathering gathering;
  private final Submitter submitter;
  private final Poller poller;
  private final Terminator terminator;
  private final Ends ends;
  private final JobFinder finder;
  private final EarlierJobs earlier;
  private volatile boolean closed;

  private BatchBackend(BatchContext context, BatchSettings settings, StoreAddress store) {
    this.context = context;
    this.settings = settings;
    this.gathering = new Gathering(context.waits().quiet(), MOST_CHILDREN);
    this.finder = new JobFinder(context.clients());
    this.earlier = new EarlierJobs(context, finder);
    this.ends = new Ends(context, attempt -> gathering.add(attempt, System.nanoTime()));
    this.poller = new Poller(context, new Children());
    this.terminator = new Terminator(context.clients(), poller);
    this.submitter =
        new Submitter(
            context,
            store.location(),
            new JobDefinitions(context.clients(), settings, environment(settings, store)),
            () -> closed,
            this::submitted);
    context.threads().every(GATHER_MILLIS, this::submitGathered);
  }

  /**
   * Opens the backend; asks nothing over the network.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if the store is none that other machines
   *     see
   */
  static BatchBackend open(BatchSettings settings, StoreAddress store) {
    return open(settings, store, ServiceSettings.objects(NAME, store), Waits.ofService());
  }

  /** The same over objects that are already open. */
  static BatchBackend open(
      BatchSettings settings, StoreAddress store, ObjectStore objects, Waits waits) {
    return new BatchBackend(BatchContext.of(settings, objects, waits), settings, store);
  }

  /** What containers need to find the store as this process does. */
  private static Map<String, String> environment(BatchSettings settings, StoreAddress store) {
    Map<String, String> environment = ServiceSettings.environmentOf(store);
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
    TaskAttempt attempt = new TaskAttempt(call, this::stop);
    if (closed) {
      attempt.fails(new CancellationException(call.label()));
    } else if (call.terms().earlierRuns().isEmpty()) {
      gathering.add(attempt, System.nanoTime());
    } else {
      context.later(0, () -> takeOverOrGather(attempt));
    }
    return attempt;
  }

  private void takeOverOrGather(TaskAttempt attempt) {
    try {
      Optional<EarlierJobs.Place> place = earlier.take(attempt);
      if (attempt.isCancelled() || closed) {
        attempt.fails(new CancellationException(attempt.call().label()));
      } else if (place.isPresent()) {
        attempt.takesOver(place.get().folder());
        place.get().job().take(place.get().child(), attempt);
        poller.watch(place.get().job());
      } else {
        gathering.add(attempt, System.nanoTime());
      }
    } catch (IOException | RuntimeException e) {
      attempt.fails(
          new StrideException(
              FailureClass.UNAVAILABLE,
              "Cannot find jobs of the run before: " + e.getMessage() + " (try again later)",
              e));
    }
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
      context.later(0, terminator::terminateCancelled);
    }
  }

  private void stop(TaskAttempt attempt) {
    if (gathering.remove(attempt)) {
      attempt.fails(new CancellationException(attempt.call().label()));
    } else if (!closed) {
      context.later(TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS), terminator::terminateCancelled);
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
      context.later(0, () -> ends.settle(job, child, state));
    }

    /** What can still be found by its name is not lost. */
    @Override
    public void lost(Job job) {
      if (finder.find(job.queue(), job.name()).isPresent()) {
        return;
      }
      for (int child : job.open()) {
        if (job.close(child)) {
          ended(job, child, "LOST");
        }
      }
    }

    @Override
    public void unreachable(RuntimeException reason) {
      String text =
          ServiceFailures.failure(BatchBackend.NAME, "ask how jobs are", reason).getMessage();
      byte[] line = ("stride: " + text + "\n").getBytes(StandardCharsets.UTF_8);
      for (Job job : poller.jobs()) {
        job.open().stream()
            .findFirst()
            .ifPresent(child -> job.attempt(child).call().output().write(line, 0, line.length));
      }
    }
  }

  @Override
  public int endLeft(String folder) {
    try {
      return terminator.terminate(earlier.left(folder));
    } catch (IOException e) {
      throw new StrideException(
          FailureClass.UNAVAILABLE,
          "Cannot find jobs of " + folder + ": " + e.getMessage() + " (try again later)",
          e);
    }
  }

  /** Lets nothing start any more, ends what lives, and returns when nothing does. */
  @Override
  public void close() {
    closed = true;
    gathering.clear().forEach(left -> left.fails(new CancellationException("closed")));
    terminator.terminateAll(submitter::isBusy);
    terminator.terminate(earlier.left());
    context.close();
  }
}
