// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker.task;

import dev.stride.store.ValueCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all tasks that were submitted together have in common, as an object of the store.
 *
 * @param code the class path, in order
 * @param workflow the workflow's class
 * @param parameters its parameters as text
 * @param step the step's name
 * @param inputs one per input of the step, in order
 * @param secrets the names of the secrets that it needs
 * @param secretSettings where they are looked up
 * @param timeLimitMillis how long its code may run
 * @param memory the bytes that a task may use
 * @param cpu how many processors it may use
 * @param slots the object that has the slots, as a {@link SlotTable}
 * @param perChild how many slots a container runs, one after the other
 */
public record SharedTask(
    List<CodeFile> code,
    String workflow,
    Map<String, String> parameters,
    String step,
    List<TaskInput> inputs,
    List<String> secrets,
    Map<String, String> secretSettings,
    Optional<Long> timeLimitMillis,
    long memory,
    int cpu,
    String slots,
    int perChild) {
  private static final ValueCodec CODEC = ValueCodec.of(SharedTask.class);

  public SharedTask {
    code = List.copyOf(code);
    parameters = Map.copyOf(parameters);
    inputs = List.copyOf(inputs);
    secrets = List.copyOf(secrets);
    secretSettings = Map.copyOf(secretSettings);
  }

  /** As JSON. */
  public byte[] encode() {
    return CODEC.encode(this);
  }

  /**
   * What {@link #encode} has written.
   *
   * @throws dev.stride.api.failure.StrideException of kind {@code INTERNAL} if it is damaged
   */
  public static SharedTask decode(byte[] json) {
    if (CODEC.decode(json) instanceof SharedTask task) {
      return task;
    }
    throw new IllegalStateException("Cannot read task: it is null");
  }
}
