// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import dev.stride.api.MemorySize;
import dev.stride.api.decorator.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one task of a step needs; what is empty is not requested.
 *
 * @param cpu processors, at least 1
 * @param memory main memory
 * @param gpu graphics processors, at least 1
 * @param disk disk space
 * @param maxMemory up to where memory is doubled after an attempt that ran out of it; without one
 *     the machine's
 */
public record ResourceRequest(
    Optional<Integer> cpu,
    Optional<MemorySize> memory,
    Optional<Integer> gpu,
    Optional<MemorySize> disk,
    Optional<MemorySize> maxMemory)
    implements Policy {
  private static final ResourceRequest NONE =
      new ResourceRequest(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public ResourceRequest {
    cpu.ifPresent(count -> atLeastOne("cpu", count));
    gpu.ifPresent(count -> atLeastOne("gpu", count));
    if (maxMemory.isPresent()
        && memory.filter(size -> size.bytes() <= maxMemory.get().bytes()).isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid maxMemory: "
              + maxMemory.get()
              + " (must be at least memory, which must be set)");
    }
  }

  private static void atLeastOne(String name, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("Invalid " + name + ": " + count + " (must be >= 1)");
    }
  }

  /** A request for nothing. */
  public static ResourceRequest none() {
    return NONE;
  }

  public static ResourceRequest ofCpu(int count) {
    return NONE.overriddenBy(Optional.of(count), Optional.empty());
  }

  public static ResourceRequest ofMemory(MemorySize size) {
    return NONE.overriddenBy(Optional.empty(), Optional.of(size));
  }

  /** The value of a decorator. */
  public static ResourceRequest of(Resources resources) {
    return new ResourceRequest(
        count(resources.cpu()),
        size(resources.memory()),
        count(resources.gpu()),
        size(resources.disk()),
        size(resources.maxMemory()));
  }

  private ResourceRequest overriddenBy(Optional<Integer> count, Optional<MemorySize> size) {
    return new ResourceRequest(count.or(() -> cpu), size.or(() -> memory), gpu, disk, maxMemory);
  }

  /** The same with that much memory, whatever its bound was. */
  public ResourceRequest withMemory(MemorySize size) {
    return new ResourceRequest(cpu, Optional.of(size), gpu, disk, Optional.empty());
  }

  private static Optional<Integer> count(int count) {
    return count == 0 ? Optional.empty() : Optional.of(count);
  }

  private static Optional<MemorySize> size(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(MemorySize.parse(text));
  }

  /** This request with everything that {@code other} requests in its place. */
  public ResourceRequest overriddenBy(ResourceRequest other) {
    return new ResourceRequest(
        other.cpu.or(() -> cpu),
        other.memory.or(() -> memory),
        other.gpu.or(() -> gpu),
        other.disk.or(() -> disk),
        other.maxMemory.or(() -> maxMemory.filter(max -> fits(other, max))));
  }

  /** A larger request from outside takes the bound with it. */
  private static boolean fits(ResourceRequest other, MemorySize max) {
    return other.memory.isEmpty() || other.memory.get().bytes() <= max.bytes();
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    cpu.ifPresent(count -> parts.add("cpu " + count));
    memory.ifPresent(
        size -> parts.add("memory " + size + maxMemory.map(max -> " up to " + max).orElse("")));
    gpu.ifPresent(count -> parts.add("gpu " + count));
    disk.ifPresent(size -> parts.add("disk " + size));
    return String.join(", ", parts);
  }
}
