// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import java.util.Locale;

/** Where an estimate comes from, the most trusted first. */
public enum Origin {
  /** Measured in this run. */
  MEASURED,
  /** Read from the footers of files or from a catalogue. */
  FOOTER,
  /** Measured in earlier runs of the same step. */
  HISTORY,
  /** From the first bytes of the input. */
  SAMPLE,
  /** Said by the user. */
  HINT,
  /** Guessed by a rule. */
  RULE;

  /** The less trusted of both. */
  Origin worse(Origin other) {
    return compareTo(other) < 0 ? other : this;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
