// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stride.runner.bench.Standing.Verdict;
import java.util.Iterator;
import java.util.Optional;

/** Compares results: exactly, but doubles to nine digits, since sums have the order of engines. */
final class ResultComparison {
  private static final double DIGITS = 1e-9;

  private ResultComparison() {}

  static Verdict of(JsonNode reference, JsonNode actual) {
    if (actual.equals(reference)) {
      return new Verdict(true, "the same");
    }
    return difference("", reference, actual)
        .map(place -> new Verdict(false, "differs at " + place))
        .orElse(new Verdict(true, "the same to 9 digits"));
  }

  private static Optional<String> difference(String path, JsonNode reference, JsonNode actual) {
    if (isClose(reference, actual)) {
      return Optional.empty();
    }
    if (reference.isArray() && actual.isArray() && reference.size() == actual.size()) {
      return inArray(path, reference, actual);
    }
    if (reference.isObject() && actual.isObject() && reference.size() == actual.size()) {
      return inObject(path, reference, actual);
    }
    return Optional.of(path + ": " + brief(actual) + ", not " + brief(reference));
  }

  private static boolean isClose(JsonNode reference, JsonNode actual) {
    if (!reference.isDouble() || !actual.isNumber()) {
      return actual.equals(reference);
    }
    double expected = reference.doubleValue();
    return Math.abs(actual.doubleValue() - expected) <= DIGITS * Math.abs(expected);
  }

  private static Optional<String> inArray(String path, JsonNode reference, JsonNode actual) {
    for (int index = 0; index < reference.size(); index++) {
      Optional<String> found =
          difference(path + "/" + index, reference.get(index), actual.get(index));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inObject(String path, JsonNode reference, JsonNode actual) {
    for (Iterator<String> names = reference.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      JsonNode other = actual.get(name);
      Optional<String> found =
          other == null
              ? Optional.of(path + "/" + name + ": nothing")
              : difference(path + "/" + name, reference.get(name), other);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String brief(JsonNode node) {
    String text = node.toString();
    return text.length() <= 40 ? text : text.substring(0, 39) + "…";
  }
}
