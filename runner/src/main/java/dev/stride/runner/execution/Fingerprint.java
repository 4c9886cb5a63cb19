// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.store.Digests;
import java.util.List;

/**
 * What a stage's result depends on. Stored as text, so that a later run can say what has changed.
 *
 * @param code of the steps' methods and the classes they use
 * @param parameters of the parameters' values
 * @param inputs of the content of datasets and of other stages' results
 */
record Fingerprint(String code, String parameters, String inputs) {
  static final String CODE_CHANGED = "its code has changed";

  private static final int DIGITS = 16;

  static Fingerprint of(List<String> code, List<String> parameters, List<String> inputs) {
    return new Fingerprint(shortened(code), shortened(parameters), shortened(inputs));
  }

  private static String shortened(List<String> parts) {
    return Digests.of(parts).substring(0, DIGITS);
  }

  /** Why a result that has the other fingerprint cannot be used here. */
  String differenceTo(String other) {
    String[] parts = other.split("-", -1);
    if (parts.length != 3) {
      return "its record is of another version";
    }
    if (!parts[0].equals(code)) {
      return CODE_CHANGED;
    }
    return parts[1].equals(parameters) ? "an input has changed" : "a parameter has changed";
  }

  @Override
  public String toString() {
    return code + "-" + parameters + "-" + inputs;
  }
}
