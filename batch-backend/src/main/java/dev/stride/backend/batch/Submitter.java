// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.backend.batch.service.CodeShipment;
import dev.stride.backend.batch.service.Pace;
import dev.stride.backend.batch.service.ServiceFailures;
import dev.stride.backend.batch.service.TaskAttempt;
import dev.stride.worker.task.TaskPointer;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.services.batch.model.SubmitJobRequest;

/**
 * Makes jobs of submissions. A submit that the service throttles is made again, with full jitter,
 * however often; one whose reply was lost is looked for by its name before it is made again. No
 * thread waits meanwhile. Thread-safe.
 */
final class Submitter {
  /** Of the fifty that the service stands. */
  private static final double PER_SECOND = 40;

  /** A job may take a while to show. */
  private static final int LOOKS = 3;

  private static final int UNKNOWN_SUBMITS = 3;

  private final BatchContext context;
  private final String store;
  private final JobDefinitions definitions;
  private final JobFinder finder;
  private final CodeShipment code;
  private final BooleanSupplier closed;
  private final Consumer<Job> submitted;
  private final Pace pace = new Pace(PER_SECOND, System.nanoTime());

  /** Submissions that are neither jobs yet nor given up. */
  private final AtomicInteger open = new AtomicInteger();

  /**
   * @param store the location of the store, as containers open it
   * @param closed whether nothing is to be submitted any more
   * @param submitted takes what has become a job
   */
  Submitter(
      BatchContext context,
      String store,
      JobDefinitions definitions,
      BooleanSupplier closed,
      Consumer<Job> submitted) {
    this.context = context;
    this.store = store;
    this.definitions = definitions;
    this.finder = new JobFinder(context.clients());
    this.code = new CodeShipment(context.objects());
    this.closed = closed;
    this.submitted = submitted;
  }

  /** Whether a submit may still be under way. */
  boolean isBusy() {
    return open.get() > 0;
  }

  /** Submits; returns at once. */
  void submit(Submission submission) {
    open.incrementAndGet();
    context.later(0, () -> prepare(submission));
  }

  private void prepare(Submission submission) {
    orFail(
        submission,
        () -> {
          String definition = definitions.of(submission.image(), submission.json());
          TaskPointer pointer =
              submission.write(
                  context.objects(),
                  code.of(submission.attempts().get(0).call().step().jar()),
                  store);
          submission.tellSize();
          SubmitJobRequest request = submission.request(definition, pointer);
          JobRecord.of(submission, Optional.empty()).write(context.objects());
          new Submit(submission, request).begin();
        });
  }

  /** A part of a submit. */
  private interface Part {
    void run() throws IOException;
  }

  private void orFail(Submission submission, Part part) {
    try {
      part.run();
    } catch (IOException e) {
      fail(
          submission,
          new StrideException(
              FailureClass.UNAVAILABLE,
              "Cannot write task: " + e.getMessage() + " (try again later)",
              e));
    } catch (RuntimeException | Error e) {
      fail(submission, e);
    }
  }

  private void fail(Submission submission, Throwable failure) {
    submission.attempts().forEach(attempt -> attempt.fails(failure));
    open.decrementAndGet();
  }

  /** One request until it is a job. */
  private final class Submit {
    private final Submission submission;
    private final SubmitJobRequest request;
    private int throttled;
    private int unknown;

    Submit(Submission submission, SubmitJobRequest request) {
      this.submission = submission;
      this.request = request;
    }

    void begin() {
      context.later(pace.reserve(System.nanoTime()), () -> orFail(submission, this::call));
    }

    private void call() throws IOException {
      if (isUnwanted()) {
        fail(submission, new CancellationException(submission.name()));
        return;
      }
      String id;
      try {
        id = context.clients().submits().submitJob(request).jobId();
      } catch (RuntimeException e) {
        again(e);
        return;
      }
      pace.passed();
      done(id);
    }

    private boolean isUnwanted() {
      return closed.getAsBoolean()
          || submission.attempts().stream().allMatch(TaskAttempt::isCancelled);
    }

    private void done(String id) throws IOException {
      JobRecord.of(submission, Optional.of(id)).write(context.objects());
      submitted.accept(
          new Job(
              request.jobName(),
              request.jobQueue(),
              id,
              submission.attempts(),
              submission.slotsPerJob()));
      open.decrementAndGet();
    }

    private void again(RuntimeException thrown) {
      switch (ServiceFailures.of(thrown)) {
        case THROTTLED -> {
          pace.refused();
          context.later(
              TimeUnit.MILLISECONDS.toNanos(context.waits().backoff(++throttled)),
              () -> orFail(submission, this::call));
        }
        case UNKNOWN -> {
          unknown++;
          look(1, thrown);
        }
        case REFUSED ->
            throw ServiceFailures.failure(
                BatchBackend.NAME,
                "submit step '"
                    + submission.attempts().get(0).call().step().step()
                    + "' to queue '"
                    + request.jobQueue()
                    + "'",
                thrown);
      }
    }

    private void look(int number, RuntimeException thrown) {
      context.later(
          TimeUnit.MILLISECONDS.toNanos(context.waits().look()),
          () -> orFail(submission, () -> adopt(number, thrown)));
    }

    private void adopt(int number, RuntimeException thrown) throws IOException {
      Optional<String> found = finder.find(request.jobQueue(), request.jobName());
      if (found.isPresent()) {
        done(found.get());
      } else if (number < LOOKS) {
        look(number + 1, thrown);
      } else if (unknown < UNKNOWN_SUBMITS) {
        call();
      } else {
        throw ServiceFailures.failure(
            BatchBackend.NAME, "submit job '" + request.jobName() + "'", thrown);
      }
    }
  }
}
