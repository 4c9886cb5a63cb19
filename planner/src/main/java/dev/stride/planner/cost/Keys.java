// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import static java.util.Comparator.comparingInt;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.planner.StrictJson;
import dev.stride.planner.Words;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Reads and writes files of keys and numbers, and names the nearest key to one that is unknown. */
final class Keys {
  private Keys() {}

  static void check(String thing, Collection<String> keys, Collection<String> known) {
    for (String key : keys) {
      if (!known.contains(key)) {
        String nearest =
            known.stream().min(comparingInt(one -> Words.distance(key, one))).orElseThrow();
        throw new IllegalArgumentException(
            "Cannot use " + thing + " key: " + key + " (did you mean " + nearest + "?)");
      }
    }
  }

  static String write(Object value) {
    try {
      return StrictJson.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new StrideException(
          FailureKind.INTERNAL, "Cannot write costs: " + e.getOriginalMessage(), e);
    }
  }

  static <T> T read(String thing, String json, Class<T> type) {
    try {
      T value = StrictJson.MAPPER.readValue(json, type);
      if (value != null) {
        return value;
      }
      throw unreadable(thing, "it is null", null);
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause();
      throw unreadable(
          thing,
          cause instanceof IllegalArgumentException && cause.getMessage() != null
              ? cause.getMessage()
              : e.getOriginalMessage(),
          e);
    }
  }

  private static StrideException unreadable(
      String thing, String reason, @Nullable Throwable cause) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot read " + thing + ": " + reason + " (correct the file)",
        cause);
  }
}
