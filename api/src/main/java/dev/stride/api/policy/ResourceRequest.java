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
 */
public record ResourceRequest(
    Optional<Integer> cpu,
    Optional<MemorySize> memory,
    Optional<Integer> gpu,
    Optional<MemorySize> disk)
    implements Policy {
  private static final ResourceRequest NONE =
      new ResourceRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public ResourceRequest {
    cpu.ifPresent(count -> atLeastOne("cpu", count));
    gpu.ifPresent(count -> atLeastOne("gpu", count));
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
    return new ResourceRequest(
        Optional.of(count), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static ResourceRequest ofMemory(MemorySize size) {
    return new ResourceRequest(
        Optional.empty(), Optional.of(size), Optional.empty(), Optional.empty());
  }

  /** The value of a decorator. */
  public static ResourceRequest of(Resources resources) {
    return new ResourceRequest(
        count(resources.cpu()),
        size(resources.memory()),
        count(resources.gpu()),
        size(resources.disk()));
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
        other.disk.or(() -> disk));
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    cpu.ifPresent(count -> parts.add("cpu " + count));
    memory.ifPresent(size -> parts.add("memory " + size));
    gpu.ifPresent(count -> parts.add("gpu " + count));
    disk.ifPresent(size -> parts.add("disk " + size));
    return String.join(", ", parts);
  }
}
