// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the embedded engine may use.
 *
 * @param threads threads of one query; by default the machine's processors
 * @param memoryLimit memory before it spills; by default DuckDB's own, 80 % of the machine
 * @param spillFolder where it spills; by default a folder of its own under the system's temporary
 *     one, deleted at the end
 */
public record DuckDbSettings(
    int threads, Optional<MemorySize> memoryLimit, Optional<Path> spillFolder) {
  /** The names of the settings. */
  public static final Set<String> KEYS = Set.of("threads", "memory-limit", "spill-folder");

  /** The defaults. */
  public static DuckDbSettings ofDefaults() {
    return of(Map.of());
  }

  /**
   * Reads {@code threads}, {@code memory-limit} and {@code spill-folder}.
   *
   * @throws StrideException of kind {@code CONFIGURATION} for another key or an invalid value
   */
  public static DuckDbSettings of(Map<String, String> settings) {
    for (String key : settings.keySet()) {
      if (!KEYS.contains(key)) {
        throw invalid("stride.local." + key, "unknown", "one of " + new TreeSet<>(KEYS));
      }
    }
    String threads = settings.get("threads");
    return new DuckDbSettings(
        threads == null ? Runtime.getRuntime().availableProcessors() : count(threads),
        Optional.ofNullable(settings.get("memory-limit")).map(DuckDbSettings::memory),
        Optional.ofNullable(settings.get("spill-folder")).map(Path::of));
  }

  private static int count(String text) {
    try {
      int count = Integer.parseInt(text);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw invalid("stride.local.threads", text, "a whole number of at least 1");
    }
    throw invalid("stride.local.threads", text, "a whole number of at least 1");
  }

  private static MemorySize memory(String text) {
    try {
      return MemorySize.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid("stride.local.memory-limit", text, "a size such as 4GiB");
    }
  }

  private static StrideException invalid(String key, String value, String rule) {
    return new StrideException(
        FailureKind.CONFIGURATION, "Invalid " + key + ": " + value + " (must be " + rule + ")");
  }
}
