// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

/** What a node of a workflow does. */
public enum StepKind {
  /** Names rows that exist: files, or rows in memory. */
  READ,
  /** Builds a dataset out of datasets: data-parallel. */
  DATASET,
  /** Computes a value on one node. */
  VALUE,
  /** Computes one value per element of a list, each on one node. */
  FOREACH
}
