// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.service;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
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
import java.time.Duration;
import java.util.List;

/**
 * What attempts of one kind are to do, as two objects in the store: what they share, and a table of
 * what each has for itself. Whoever runs them is given a pointer to them, whatever they are.
 *
 * @param attempts at least one
 */
public record TaskFiles(List<TaskAttempt> attempts) {
  public TaskFiles {
    attempts = List.copyOf(attempts);
  }

  private StepTask.Call call() {
    return attempts.get(0).call();
  }

  /**
   * Writes them.
   *
   * @param code the class path
   * @param store the location of the store, as machines of the service open it
   * @param memory the bytes that a slot may use
   * @param cpu how many processors it may use
   * @param perJob how many slots one machine runs, one after the other
   * @return where they are
   * @throws StrideException of class {@code CONFIGURATION} if the step needs what other machines do
   *     not see
   */
  public TaskPointer write(
      ObjectStore objects, List<CodeFile> code, String store, long memory, int cpu, int perJob)
      throws IOException {
    String folder = call().terms().folder();
    String slots = folder + "/slots.bin";
    String task = folder + "/task.json";
    objects.put(slots, SlotTable.encode(attempts.stream().map(TaskFiles::slot).toList()));
    objects.put(task, shared(code, memory, cpu, slots, perJob).encode());
    return new TaskPointer(store, task);
  }

  private static SlotTask slot(TaskAttempt attempt) {
    StepTask.Call call = attempt.call();
    return new SlotTask(call.label(), call.terms().folder(), call.element());
  }

  private SharedTask shared(List<CodeFile> code, long memory, int cpu, String slots, int perJob) {
    RemoteStep step = call().step();
    if (!step.secrets().carried().isEmpty()) {
      throw refused(
          "only this process can find its secrets "
              + step.secrets().carried().keySet()
              + " (keep them where its containers find them too)");
    }
    return new SharedTask(
        code,
        step.workflow(),
        step.parameters(),
        step.step(),
        step.arguments().stream().map(this::input).toList(),
        step.secrets().names(),
        step.secrets().settings(),
        call().terms().timeLimit().map(Duration::toMillis),
        memory,
        cpu,
        slots,
        perJob);
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

  /** The step cannot be run, for a reason that ends with its remedy. */
  public StrideException refused(String reason) {
    return new StrideException(
        FailureClass.CONFIGURATION,
        "Cannot submit step '" + call().step().step() + "': " + reason,
        null);
  }
}
