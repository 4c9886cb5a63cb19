// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import static java.util.Comparator.comparingInt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Reads and writes files of keys and numbers, and names the nearest key to one that is unknown. */
final class Keys {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Keys() {}

  static void check(String thing, Collection<String> keys, Collection<String> known) {
    for (String key : keys) {
      if (!known.contains(key)) {
        String nearest = known.stream().min(comparingInt(one -> distance(key, one))).orElseThrow();
        throw new IllegalArgumentException(
            "Cannot use " + thing + " key: " + key + " (did you mean " + nearest + "?)");
      }
    }
  }

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new StrideException(
          FailureKind.INTERNAL, "Cannot write costs: " + e.getOriginalMessage(), e);
    }
  }

  static <T> T read(String thing, String json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
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

  /** How many letters differ, by Levenshtein. */
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int i = 0; i <= to.length(); i++) {
      above[i] = i;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[to.length()];
  }
}
