// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.RuntimeConfig;

/** The settings that plans are lowered for: they decide what expressions mean. */
final class SessionPins {
  private static final Map<String, String> PINS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("spark.sql.ansi.enabled", "true"),
              Map.entry("spark.sql.session.timeZone", "UTC"),
              Map.entry("spark.sql.timestampType", "TIMESTAMP_LTZ"),
              Map.entry("spark.sql.caseSensitive", "false"),
              Map.entry("spark.sql.mapKeyDedupPolicy", "EXCEPTION"),
              Map.entry("spark.sql.decimalOperations.allowPrecisionLoss", "true"),
              Map.entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
              Map.entry("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
              Map.entry("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
              Map.entry("spark.sql.parquet.inferTimestampNTZ.enabled", "true"),
              Map.entry("spark.sql.legacy.timeParserPolicy", "CORRECTED"),
              Map.entry("spark.sql.legacy.statisticalAggregate", "false"),
              Map.entry("spark.sql.legacy.sizeOfNull", "false")));

  private SessionPins() {}

  /**
   * Sets the pins and reads them back.
   *
   * @return what they had been where that was something else, by name
   * @throws StrideException of kind {@code EXTERNAL} if one cannot be set
   */
  static Map<String, String> apply(RuntimeConfig settings) {
    Map<String, String> overridden = new TreeMap<>();
    PINS.forEach(
        (key, wanted) -> {
          String before = settings.get(key);
          if (!wanted.equalsIgnoreCase(before)) {
            overridden.put(key, before);
            settings.set(key, wanted);
          }
          if (!wanted.equalsIgnoreCase(settings.get(key))) {
            throw new StrideException(
                FailureKind.EXTERNAL,
                "Cannot use Spark: "
                    + key
                    + " stays "
                    + settings.get(key)
                    + " (Stride needs "
                    + wanted
                    + " in its own session)");
          }
        });
    return overridden;
  }
}
