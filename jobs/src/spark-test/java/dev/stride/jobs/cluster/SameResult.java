// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Iterator;

/** Compares what two runs printed: all exactly but floating sums, whose order is the engine's. */
public final class SameResult {
  private static final double DIGITS = 1e-9;

  private SameResult() {}

  /** Both have succeeded, with results that are the same. */
  public static void check(Subprocess.Ending actual, Subprocess.Ending expected)
      throws JsonProcessingException {
    assertThat(actual.code()).as(actual.err()).isZero();
    assertThat(expected.code()).as(expected.err()).isZero();
    compare("", result(actual), result(expected));
  }

  private static JsonNode result(Subprocess.Ending ending) throws JsonProcessingException {
    JsonNode document = new ObjectMapper().readTree(ending.out());
    assertThat(document.path("status").asText()).isEqualTo("succeeded");
    return document.path("result");
  }

  private static void compare(String path, JsonNode actual, JsonNode expected) {
    if (expected.isDouble() && actual.isNumber()) {
      double value = expected.doubleValue();
      assertThat(actual.doubleValue()).as(path).isCloseTo(value, within(DIGITS * Math.abs(value)));
    } else if (expected.isContainerNode()) {
      assertThat(actual.getNodeType()).as(path).isEqualTo(expected.getNodeType());
      assertThat(actual).as(path).hasSameSizeAs(expected);
      compareParts(path, actual, expected);
    } else {
      assertThat(actual).as(path).isEqualTo(expected);
    }
  }

  private static void compareParts(String path, JsonNode actual, JsonNode expected) {
    if (expected.isArray()) {
      for (int index = 0; index < expected.size(); index++) {
        compare(path + "/" + index, actual.get(index), expected.get(index));
      }
      return;
    }
    for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      assertThat(actual.has(name)).as(path + "/" + name).isTrue();
      compare(path + "/" + name, actual.get(name), expected.get(name));
    }
  }
}
