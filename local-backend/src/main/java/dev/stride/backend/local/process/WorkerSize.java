// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.process;

import dev.stride.api.MemorySize;
import dev.stride.api.policy.ResourceRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a worker process may use.
 *
 * @param memory all of its memory, if it is limited
 * @param cpu its processors, if they are limited
 */
record WorkerSize(Optional<MemorySize> memory, Optional<Integer> cpu) {
  private static final long MIB = 1L << 20;

  /** A JVM with our libraries does not start in less. */
  private static final long LEAST_HEAP = 32 * MIB;

  private static final long LEAST_DEFAULT_HEAP = 256 * MIB;

  /** DuckDB reads no wide Parquet file in less. */
  private static final long LEAST_ENGINE = 256 * MIB;

  static WorkerSize of(ResourceRequest request) {
    return new WorkerSize(request.memory(), request.cpu());
  }

  /**
   * Three quarters of the memory asked for, the rest being the JVM's and the engine's own; without
   * a request this JVM's heap shared among the processors.
   */
  long heapMebibytes() {
    Runtime here = Runtime.getRuntime();
    long bytes =
        memory
            .map(size -> Math.max(LEAST_HEAP, size.bytes() / 4 * 3))
            .orElse(Math.max(LEAST_DEFAULT_HEAP, here.maxMemory() / here.availableProcessors()));
    return bytes / MIB;
  }

  /** Settings of the engine, within this size. */
  Map<String, String> engine(Map<String, String> settings) {
    Map<String, String> limited = new HashMap<>(settings);
    memory.ifPresent(
        size ->
            limited.put("memory-limit", Math.max(LEAST_ENGINE, size.bytes() / 4) / MIB + "MiB"));
    cpu.ifPresent(count -> limited.put("threads", String.valueOf(count)));
    return limited;
  }
}
