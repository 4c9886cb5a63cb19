// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import dev.stride.api.MemorySize;
import dev.stride.api.decorator.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
    checkBound(memory, maxMemory);
  }

  private static void checkBound(Optional<MemorySize> memory, Optional<MemorySize> maxMemory) {
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

  /**
   * The value of a decorator.
   *
   * @throws IllegalArgumentException that tells all that is wrong with it
   */
  public static ResourceRequest of(Resources resources) {
    List<String> problems = new ArrayList<>();
    Optional<Integer> cpu = valid(problems, () -> count("cpu", resources.cpu()));
    Optional<MemorySize> memory = valid(problems, () -> size("memory", resources.memory()));
    Optional<Integer> gpu = valid(problems, () -> count("gpu", resources.gpu()));
    Optional<MemorySize> disk = valid(problems, () -> size("disk", resources.disk()));
    Optional<MemorySize> most = valid(problems, () -> size("maxMemory", resources.maxMemory()));
    boolean isMemoryRead = memory.isPresent() || resources.memory().isBlank();
    if (isMemoryRead) {
      addProblem(problems, () -> checkBound(memory, most));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new ResourceRequest(cpu, memory, gpu, disk, most);
  }

  private static void addProblem(List<String> problems, Runnable check) {
    Optional<Object> unused =
        valid(
            problems,
            () -> {
              check.run();
              return Optional.empty();
            });
  }

  private static <T> Optional<T> valid(List<String> problems, Supplier<Optional<T>> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private ResourceRequest overriddenBy(Optional<Integer> count, Optional<MemorySize> size) {
    return new ResourceRequest(count.or(() -> cpu), size.or(() -> memory), gpu, disk, maxMemory);
  }

  /** The same with that much memory, whatever its bound was. */
  public ResourceRequest withMemory(MemorySize size) {
    return new ResourceRequest(cpu, Optional.of(size), gpu, disk, Optional.empty());
  }

  private static Optional<Integer> count(String name, int count) {
    if (count != 0) {
      atLeastOne(name, count);
    }
    return Optional.of(count).filter(given -> given != 0);
  }

  private static Optional<MemorySize> size(String name, String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(MemorySize.parse(text));
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(
          reason.replaceFirst("^Invalid memory", "Invalid " + name), e);
    }
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
