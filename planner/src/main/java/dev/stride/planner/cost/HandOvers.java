// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

/** Knows what hand-overs take. Thread-safe; the same answer each time. */
@FunctionalInterface
public interface HandOvers {
  /** The hand-over of a producer's result between two different backends. */
  HandOver between(StepChoices producer, String from, String to);
}
