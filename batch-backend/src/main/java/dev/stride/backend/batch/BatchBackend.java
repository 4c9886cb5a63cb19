// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import dev.stride.api.spi.StoreAddress;
import dev.stride.backend.batch.service.Gathering;
import dev.stride.backend.batch.service.ServiceBackend;
import dev.stride.backend.batch.service.ServiceFailures;
import dev.stride.backend.batch.service.ServiceSettings;
import dev.stride.backend.batch.service.TaskAttempt;
import dev.stride.store.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Runs steps as jobs of AWS Batch. Attempts of one kind that come together become one array;
 * closing ends all that is left of them. Thread-safe.
 */
public final class BatchBackend extends ServiceBackend {
  static final String NAME = "batch";

  private static final long GATHER_MILLIS = 50;

  /** Of an array. */
  private static final int MOST_CHILDREN = 10_000;

  private final BatchContext context;
  private final BatchSettings settings;
  private final Submitter submitter;
  private final Poller poller;
  private final Terminator terminator;
  private final Ends ends;
  private final JobFinder finder;
  private final EarlierJobs earlier;

  private BatchBackend(BatchContext context, BatchSettings settings, StoreAddress store) {
    super(Layer.BATCH, new Gathering(context.waits().quiet(), MOST_CHILDREN));
    this.context = context;
    this.settings = settings;
    this.finder = new JobFinder(context.clients());
    this.earlier = new EarlierJobs(context, finder);
    this.ends = new Ends(context, this::gather);
    this.poller = new Poller(context, new Children());
    this.terminator = new Terminator(context.clients(), poller);
    this.submitter =
        new Submitter(
            context,
            store.location(),
            new JobDefinitions(context.clients(), settings, environment(settings, store)),
            this::isClosed,
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
  protected void later(Runnable body) {
    context.later(0, body);
  }

  @Override
  protected Optional<Runnable> findEarlier(TaskAttempt attempt) throws IOException {
    return earlier.take(attempt).map(place -> () -> takeOver(place, attempt));
  }

  private void takeOver(EarlierJobs.Place place, TaskAttempt attempt) {
    attempt.takesOver(place.folder());
    place.job().take(place.slot(), attempt);
    poller.watch(place.job());
  }

  private void submitGathered() {
    startGathered(attempts -> submitter.submit(new Submission(attempts, settings)));
  }

  /** Who was stopped while his submit was under way is stopped now. */
  private void submitted(Job job) {
    poller.watch(job);
    if (isClosed() || !job.cancelled().isEmpty()) {
      context.later(0, terminator::terminateCancelled);
    }
  }

  @Override
  protected void stopStarted(TaskAttempt attempt) {
    if (!isClosed()) {
      context.later(TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS), terminator::terminateCancelled);
    }
  }

  @Override
  protected CompletionStage<String> waitsFor(TaskAttempt attempt) {
    CompletableFuture<String> reason = new CompletableFuture<>();
    context.later(0, () -> reason.complete(reason(attempt)));
    return reason;
  }

  private String reason(TaskAttempt attempt) {
    return poller.jobs().stream()
        .flatMap(job -> job.idOf(attempt).stream())
        .findFirst()
        .map(ends::waiting)
        .orElse("it has not been submitted yet");
  }

  /** What becomes of children ends attempts. */
  private final class Children implements Poller.Listener {
    /** When the later slots of a container start, only it knows: it keeps their time limits. */
    @Override
    public void runs(Job job, int child) {
      job.attempts(child).stream()
          .filter(attempt -> !job.isPacked() || attempt.call().terms().timeLimit().isEmpty())
          .forEach(TaskAttempt::starts);
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
            .flatMap(child -> job.attempts(child).stream().findFirst())
            .ifPresent(attempt -> attempt.call().output().write(line, 0, line.length));
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
    closeGate();
    terminator.terminateAll(submitter::isBusy);
    terminator.terminate(earlier.left());
    context.close();
  }
}
