// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the backend is set up.
 *
 * @param arrowLimit up to what size, by Spark's own estimate, a dataset is handed over as Arrow
 *     instead of Parquet; 64 MiB by default
 * @param engine settings of Spark by their whole names
 */
record SparkSettings(MemorySize arrowLimit, Map<String, String> engine) {
  static final String BACKEND = "spark";
  static final String ENGINE_PREFIX = "spark.";

  private static final String ARROW_LIMIT = "arrow-limit";
  static final Set<String> KEYS = Set.of(ARROW_LIMIT);
  private static final MemorySize DEFAULT_ARROW_LIMIT = MemorySize.parse("64MiB");

  SparkSettings {
    engine = Map.copyOf(engine);
  }

  static SparkSettings of(Map<String, String> settings) {
    Map<String, String> engine = new TreeMap<>();
    MemorySize limit = DEFAULT_ARROW_LIMIT;
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      if (setting.getKey().startsWith(ENGINE_PREFIX)) {
        engine.put(setting.getKey(), setting.getValue());
      } else if (setting.getKey().equals(ARROW_LIMIT)) {
        limit = size(setting.getValue());
      } else {
        throw new StrideException(
            FailureKind.CONFIGURATION,
            "Unknown setting stride.spark."
                + setting.getKey()
                + " (the settings are "
                + KEYS
                + ")");
      }
    }
    return new SparkSettings(limit, engine);
  }

  private static MemorySize size(String text) {
    try {
      return MemorySize.parse(text);
    } catch (IllegalArgumentException e) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Invalid stride.spark.arrow-limit: " + text + " (must be a size such as 64MiB)",
          e);
    }
  }
}
