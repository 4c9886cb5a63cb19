// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.util.List;

/**
 * The one record that makes a task's output exist.
 *
 * @param step the step
 * @param attempt the attempt that won
 * @param nonce drawn by that attempt, so that it recognizes its own commit
 * @param fingerprint of the step's code and inputs; equal fingerprints have equal results
 * @param kind where the output comes from
 * @param artifacts the files that the output consists of
 */
public record Commit(
    String step,
    int attempt,
    String nonce,
    String fingerprint,
    Kind kind,
    List<Artifact> artifacts) {

  /** Where an output comes from. */
  public enum Kind {
    /** The step itself. */
    NORMAL,
    /** Its fallback. */
    FALLBACK,
    /** An earlier run with the same fingerprint. */
    CLONED
  }

  /**
   * One file of an output.
   *
   * @param path relative to the store
   * @param size bytes
   * @param sha256 of its content, in small hexadecimal digits
   */
  public record Artifact(String path, long size, String sha256) {}
}
