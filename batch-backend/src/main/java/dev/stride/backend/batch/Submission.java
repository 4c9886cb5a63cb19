// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.AttemptTerms;
import dev.stride.api.spi.RemoteStep;
import dev.stride.api.spi.StepTask;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.CodeFile;
import dev.stride.worker.task.SharedTask;
import dev.stride.worker.task.SlotTable;
import dev.stride.worker.task.SlotTask;
import dev.stride.worker.task.TaskInput;
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
record Submission(List<BatchAttempt> attempts, BatchSettings settings) {
  /** The service's own limit is a guard behind the container's: not below a minute. */
  private static final Duration GUARD = Duration.ofMinutes(3);

  private StepTask.Call call() {
    return attempts.get(0).call();
  }

  private AttemptTerms terms() {
    return call().terms();
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
    return refused(
        "it has no " + what + " (set stride.batch." + what + ", or @Batch(" + what + " = …))");
  }

  private StrideException refused(String reason) {
    return new StrideException(
        FailureClass.CONFIGURATION,
        "Cannot submit step '" + call().step().step() + "': " + reason,
        null);
  }

  /**
   * Writes what the containers read.
   *
   * @return where that is
   */
  TaskPointer write(ObjectStore objects, List<CodeFile> code, String store) throws IOException {
    String folder = terms().folder();
    String slots = folder + "/slots.bin";
    String task = folder + "/task.json";
    objects.put(slots, SlotTable.encode(attempts.stream().map(Submission::slot).toList()));
    objects.put(task, shared(code, slots).encode());
    return new TaskPointer(store, task);
  }

  private static SlotTask slot(BatchAttempt attempt) {
    StepTask.Call call = attempt.call();
    return new SlotTask(call.label(), call.terms().folder(), call.element());
  }

  private SharedTask shared(List<CodeFile> code, String slots) {
    RemoteStep step = call().step();
    if (!step.secrets().carried().isEmpty()) {
      throw refused(
          "only this process can find its secrets "
              + step.secrets().carried().keySet()
              + " (keep them where its containers find them too)");
    }
    JobSize size = size();
    return new SharedTask(
        code,
        step.workflow(),
        step.parameters(),
        step.step(),
        step.arguments().stream().map(this::input).toList(),
        step.secrets().names(),
        step.secrets().settings(),
        terms().timeLimit().map(Duration::toMillis),
        size.bytes(),
        size.cpu(),
        slots,
        1);
  }

  private TaskInput input(RemoteStep.Argument argument) {
    if (argument instanceof RemoteStep.Argument.Value value) {
      return new TaskInput.Value(value.json());
    }
    if (argument instanceof RemoteStep.Argument.Files files) {
      return new TaskInput.Files(files.step(), files.format(), files.stored());
    }
    if (argument instanceof RemoteStep.Argument.Source source) {
      throw refused("its containers do not see the files of '" + source.name() + "'");
    }
    return new TaskInput.Element();
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
    if (attempts.size() > 1) {
      request.arrayProperties(ArrayProperties.builder().size(attempts.size()).build());
    }
    Optional<Duration> limit = terms().timeLimit();
    limit.ifPresent(
        own ->
            request.timeout(
                JobTimeout.builder()
                    .attemptDurationSeconds(Math.toIntExact(own.plus(GUARD).toSeconds()))
                    .build()));
    return request.build();
  }
}
