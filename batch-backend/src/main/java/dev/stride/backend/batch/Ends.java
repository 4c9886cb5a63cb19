// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.OutputSink;
import dev.stride.api.spi.ProcessEnded;
import dev.stride.backend.batch.service.ServiceFailures;
import dev.stride.backend.batch.service.SlotEnds;
import dev.stride.backend.batch.service.TaskAttempt;
import dev.stride.worker.task.SlotEnd;
import java.io.IOException;
import java.util.ArrayList;
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
  private final SlotEnds ends;
  private final JobLogs logs;
  private final Consumer<TaskAttempt> anew;

  /**
   * @param anew takes attempts that had taken over what has failed
   */
  Ends(BatchContext context, Consumer<TaskAttempt> anew) {
    this.anew = anew;
    this.clients = context.clients();
    this.ends = new SlotEnds(context.objects());
    this.logs = new JobLogs(clients.logs());
  }

  /** Ends the attempts of a child. */
  void settle(Job job, int child, String state) {
    List<TaskAttempt> without = new ArrayList<>();
    for (TaskAttempt attempt : job.release(child)) {
      try {
        if (!isSettled(attempt)) {
          without.add(attempt);
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
    if (!without.isEmpty()) {
      OutputSink output = without.get(0).call().output();
      Throwable failure = asTheServiceSays(job.id(child), state, output);
      without.forEach(attempt -> attempt.fails(failure));
    }
  }

  /** Whether its container has left how it ended, or it is done again. */
  private boolean isSettled(TaskAttempt attempt) throws IOException {
    Optional<SlotEnd> end = ends.find(attempt);
    boolean isUseless = end.filter(SlotEnd.Returned.class::isInstance).isEmpty();
    if (attempt.isTakenOver() && isUseless && !attempt.isCancelled()) {
      attempt.beginsAnew();
      anew.accept(attempt);
      return true;
    }
    if (end.isPresent()) {
      ends.settle(attempt, end.get());
    }
    return end.isPresent();
  }

  private Throwable asTheServiceSays(String id, String state, OutputSink output) {
    List<JobDetail> found;
    try {
      found = clients.reads().describeJobs(ask -> ask.jobs(id)).jobs();
    } catch (RuntimeException e) {
      return ServiceFailures.failure(BatchBackend.NAME, "ask for job '" + id + "'", e);
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

  /** What the service says of a job that waits; never throws. */
  String waiting(String id) {
    try {
      return clients.reads().describeJobs(ask -> ask.jobs(id)).jobs().stream()
          .findFirst()
          .map(job -> "job " + id + " is " + job.statusAsString() + because(job.statusReason()))
          .orElse("job " + id + " is not known");
    } catch (RuntimeException e) {
      return "job " + id + " does not say why: " + e.getMessage();
    }
  }

  private static String because(String reason) {
    return text(reason).isEmpty() ? "" : ", " + text(reason);
  }

  private static String text(String given) {
    return given == null ? "" : given.strip();
  }
}
