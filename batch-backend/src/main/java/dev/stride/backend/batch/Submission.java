// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.AttemptTerms;
import dev.stride.api.spi.StepTask;
import dev.stride.backend.batch.service.TaskAttempt;
import dev.stride.backend.batch.service.TaskFiles;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.CodeFile;
import dev.stride.worker.task.TaskPointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.batch.model.ArrayProperties;
import software.amazon.awssdk.services.batch.model.ContainerOverrides;
import software.amazon.awssdk.services.batch.model.JobTimeout;
import software.amazon.awssdk.services.batch.model.SubmitJobRequest;

/**
 * Attempts of one kind on their way to becoming a job. What they are to do is two objects in the
 * store; the request has a pointer to them, whatever they are.
 *
 * @param attempts at least one, at most an array of them
 */
record Submission(List<TaskAttempt> attempts, BatchSettings settings) {
  /** The service's own limit is a guard behind the container's: not below a minute. */
  private static final Duration GUARD = Duration.ofMinutes(3);

  private StepTask.Call call() {
    return attempts.get(0).call();
  }

  private AttemptTerms terms() {
    return call().terms();
  }

  /** How many slots one container runs. */
  int slotsPerJob() {
    return terms().batch().flatMap(options -> options.slotsPerJob()).orElse(settings.slotsPerJob());
  }

  /**
   * What has no option.
   *
   * @throws StrideException of class {@code CONFIGURATION} if it is invalid
   */
  RawJson json() {
    Optional<String> own = terms().batch().flatMap(options -> options.json());
    return own.isEmpty() ? settings.json() : RawJson.parse("@Batch(json)", own);
  }

  private int children() {
    return (attempts.size() + slotsPerJob() - 1) / slotsPerJob();
  }

  String name() {
    return JobNames.of(
        call().step().step(),
        attempts.stream().map(attempt -> attempt.call().terms().folder()).toList());
  }

  /**
   * The queue.
   *
   * @throws StrideException of class {@code CONFIGURATION} if there is none
   */
  String queue() {
    return terms()
        .batch()
        .flatMap(options -> options.queue())
        .or(settings::queue)
        .orElseThrow(() -> missing("queue"));
  }

  /**
   * The image.
   *
   * @throws StrideException of class {@code CONFIGURATION} if there is none
   */
  String image() {
    return terms()
        .batch()
        .flatMap(options -> options.image())
        .or(settings::image)
        .orElseThrow(() -> missing("image"));
  }

  private StrideException missing(String what) {
    return files()
        .refused(
            "it has no " + what + " (set stride.batch." + what + ", or @Batch(" + what + " = …))");
  }

  private TaskFiles files() {
    return new TaskFiles(attempts);
  }

  /**
   * Writes what the containers read.
   *
   * @return where that is
   */
  TaskPointer write(ObjectStore objects, List<CodeFile> code, String store) throws IOException {
    JobSize size = size();
    return files().write(objects, code, store, size.bytes(), size.cpu(), slotsPerJob());
  }

  private JobSize size() {
    return JobSize.of(call().resources(), settings);
  }

  /** Says so where the service has no such size as was asked for. */
  void tellSize() {
    JobSize given = size();
    boolean isLarger =
        call().resources().memory().filter(asked -> asked.bytes() < given.bytes()).isPresent()
            || call().resources().cpu().filter(asked -> asked < given.cpu()).isPresent();
    if (isLarger) {
      byte[] text =
          ("stride: Fargate's next size is " + given + "\n").getBytes(StandardCharsets.UTF_8);
      attempts.forEach(attempt -> attempt.call().output().write(text, 0, text.length));
    }
  }

  SubmitJobRequest request(String definition, TaskPointer pointer) {
    SubmitJobRequest.Builder request =
        SubmitJobRequest.builder()
            .jobName(name())
            .jobQueue(queue())
            .jobDefinition(definition)
            .parameters(Map.of("task", pointer.toString()))
            .containerOverrides(
                ContainerOverrides.builder().resourceRequirements(size().requirements()).build())
            .propagateTags(true)
            .tags(Map.of("stride-run", JobNames.beginning(terms().folder())));
    if (children() > 1) {
      request.arrayProperties(ArrayProperties.builder().size(children()).build());
    }
    json().setOn(request);
    Optional<Duration> limit = terms().timeLimit();
    limit.ifPresent(
        own ->
            request.timeout(
                JobTimeout.builder()
                    .attemptDurationSeconds(
                        Math.toIntExact(own.multipliedBy(slotsPerJob()).plus(GUARD).toSeconds()))
                    .build()));
    return request.build();
  }
}
