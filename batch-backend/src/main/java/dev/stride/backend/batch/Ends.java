// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.OutputSink;
import dev.stride.api.spi.ProcessEnded;
import dev.stride.store.Digests;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.SlotEnd;
import dev.stride.worker.task.SlotTask;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.batch.model.ContainerDetail;
import software.amazon.awssdk.services.batch.model.JobDetail;

/**
 * Finds out how a child that is no more has ended: by what its container has written, which decides
 * alone; else by what the service says, first of the container, then of the job; by the exit code
 * last. Thread-safe.
 */
final class Ends {
  private static final Pattern MEMORY = Pattern.compile("(?i)OutOfMemoryError|due to memory");

  private final BatchClients clients;
  private final ObjectStore objects;
  private final JobLogs logs;
  private final Consumer<BatchAttempt> anew;

  /**
   * @param anew takes attempts that had taken over what has failed
   */
  Ends(BatchContext context, Consumer<BatchAttempt> anew) {
    this.anew = anew;
    this.clients = context.clients();
    this.objects = context.objects();
    this.logs = new JobLogs(clients.logs());
  }

  /** Ends the attempt of a child. */
  void settle(Job job, int child, String state) {
    BatchAttempt attempt = job.attempt(child);
    try {
      Optional<ObjectStore.Found> found = objects.get(SlotTask.resultKey(attempt.folder()));
      Optional<SlotEnd> end = found.map(result -> SlotEnd.decode(result.content()));
      boolean isUseless = end.filter(SlotEnd.Returned.class::isInstance).isEmpty();
      if (attempt.isTakenOver() && isUseless && !attempt.isCancelled()) {
        attempt.beginsAnew();
        anew.accept(attempt);
        return;
      }
      if (end.isPresent()) {
        settle(attempt, end.get());
      } else {
        attempt.fails(asTheServiceSays(job.id(child), state, attempt.call().output()));
      }
    } catch (IOException e) {
      attempt.fails(
          new StrideException(
              FailureClass.UNAVAILABLE,
              "Cannot read how job '" + job.id(child) + "' has ended: " + e.getMessage(),
              e));
    } catch (RuntimeException | Error e) {
      attempt.fails(e);
    }
  }

  private void settle(BatchAttempt attempt, SlotEnd end) throws IOException {
    String folder = attempt.folder();
    copyOutput(SlotTask.outputKey(folder), attempt.call().output());
    Optional<Throwable> failure = end.failure();
    if (failure.isPresent()) {
      attempt.fails(failure.get());
    } else if (end instanceof SlotEnd.Returned returned) {
      attempt.returns(checked(folder, returned));
    }
  }

  private byte[] checked(String folder, SlotEnd.Returned returned) throws IOException {
    String key = SlotTask.valueKey(folder, returned.sha256());
    byte[] json =
        returned.json().isPresent()
            ? returned.json().get()
            : objects
                .get(key)
                .orElseThrow(() -> new IOException("there is no " + objects.name(key)))
                .content();
    if (!Digests.of(json).equals(returned.sha256())) {
      throw new StrideException(
          FailureClass.CORRUPT,
          "Cannot use result in " + objects.name(folder) + ": its digest differs (run it again)",
          null);
    }
    return json;
  }

  private void copyOutput(String key, OutputSink output) throws IOException {
    if (objects.head(key).isEmpty()) {
      return;
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = objects.open(key)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        output.write(buffer, 0, read);
      }
    }
  }

  private Throwable asTheServiceSays(String id, String state, OutputSink output) {
    List<JobDetail> found;
    try {
      found = clients.reads().describeJobs(ask -> ask.jobs(id)).jobs();
    } catch (RuntimeException e) {
      return BatchFailures.failure("ask for job '" + id + "'", e);
    }
    if (found.isEmpty()) {
      return new ProcessEnded(OptionalInt.empty(), false, "job " + id + " is not known any more");
    }
    JobDetail detail = found.get(0);
    ContainerDetail container = detail.container();
    logs.copy(container, output);
    String ofContainer = container == null ? "" : text(container.reason());
    OptionalInt exit =
        container == null || container.exitCode() == null
            ? OptionalInt.empty()
            : OptionalInt.of(container.exitCode());
    String reason = ofContainer.isEmpty() ? text(detail.statusReason()) : ofContainer;
    String told =
        reason.isEmpty()
            ? "job " + id + " has " + state.toLowerCase(Locale.ROOT) + " without a result"
            : reason;
    return new ProcessEnded(exit, MEMORY.matcher(ofContainer).find(), told);
  }

  private static String text(String given) {
    return given == null ? "" : given.strip();
  }
}
