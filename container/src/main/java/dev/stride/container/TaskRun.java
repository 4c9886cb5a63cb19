// SPDX-License-Identifier: Apache-2.0
package dev.stride.container;

import dev.stride.api.MemorySize;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.spi.RemoteStep;
import dev.stride.backend.local.process.WorkerPool;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.SharedTask;
import dev.stride.worker.task.SlotTable;
import dev.stride.worker.task.SlotTask;
import dev.stride.worker.task.TaskInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the slots of one container, one after the other, in worker processes. */
final class TaskRun {
  /** What this process itself takes of the container's memory. */
  private static final long OWN_MEMORY = 128L << 20;

  private final ObjectStore objects;
  private final SharedTask task;
  private final Workers workers;
  private final Watch further;

  /**
   * @param workers where its processes come from
   * @param further may stop its slots, besides their time limit
   */
  TaskRun(ObjectStore objects, SharedTask task, Workers workers, Watch further) {
    this.objects = objects;
    this.task = task;
    this.workers = workers;
    this.further = further;
  }

  /**
   * Runs the slots of a child.
   *
   * @return whether all of them have results
   */
  boolean run(int child) throws IOException {
    return runOpen(slots(child * task.perChild(), task.perChild()));
  }

  /**
   * Runs one slot.
   *
   * @return whether it has a result
   */
  boolean runSlot(int slot) throws IOException {
    return runOpen(slots(slot, 1));
  }

  private boolean runOpen(List<SlotTask> slots) throws IOException {
    List<SlotTask> open = new ArrayList<>();
    for (SlotTask slot : slots) {
      // A service may start a container again that has done its work.
      if (objects.head(SlotTask.resultKey(slot.folder())).isEmpty()) {
        open.add(slot);
      }
    }
    return open.isEmpty() || run(open);
  }

  private List<SlotTask> slots(int first, int count) throws IOException {
    List<SlotTask> slots = new ArrayList<>();
    int all = SlotTable.size((offset, length) -> objects.range(task.slots(), offset, length));
    for (int slot = first; slot < Math.min(all, first + count); slot++) {
      slots.add(
          SlotTable.read((offset, length) -> objects.range(task.slots(), offset, length), slot));
    }
    return slots;
  }

  private boolean run(List<SlotTask> slots) throws IOException {
    Path folder = Files.createTempDirectory("stride-task-");
    try {
      return run(slots, folder);
    } finally {
      Trees.delete(folder);
    }
  }

  private boolean run(List<SlotTask> slots, Path folder) throws IOException {
    RemoteStep step;
    WorkerPool pool;
    try {
      pool = workers.of(task.code(), objects);
      step = step(new Staging(objects, folder));
    } catch (IOException | RuntimeException e) {
      for (SlotTask slot : slots) {
        new SlotRun(objects, slot, folder).cannotBegin(e);
      }
      return false;
    }
    boolean succeeded = true;
    for (SlotTask slot : slots) {
      succeeded &= new SlotRun(objects, slot, folder).run(pool, step, resources(), watch());
    }
    return succeeded;
  }

  private Watch watch() {
    return Watch.all(List.of(Watch.limit(task.timeLimitMillis()), further));
  }

  private ResourceRequest resources() {
    long memory = Math.max(task.memory() / 2, task.memory() - OWN_MEMORY);
    return ResourceRequest.ofMemory(new MemorySize(memory))
        .overriddenBy(ResourceRequest.ofCpu(task.cpu()));
  }

  private RemoteStep step(Staging staging) throws IOException {
    List<RemoteStep.Argument> arguments = new ArrayList<>();
    for (TaskInput input : task.inputs()) {
      arguments.add(argument(input, arguments.size(), staging));
    }
    return new RemoteStep(
        task.workflow(),
        "",
        task.parameters(),
        task.step(),
        arguments,
        new RemoteStep.Secrets(task.secrets(), task.secretSettings(), Map.of()));
  }

  private static RemoteStep.Argument argument(TaskInput input, int index, Staging staging)
      throws IOException {
    if (input instanceof TaskInput.Value value) {
      return new RemoteStep.Argument.Value(value.json());
    }
    if (input instanceof TaskInput.Files files) {
      String folder = staging.dataset(index, files.files()).toString();
      return new RemoteStep.Argument.Files(files.step(), files.format(), folder, files.files());
    }
    return new RemoteStep.Argument.Element();
  }
}
