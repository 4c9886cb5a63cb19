// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

/**
 * When an engine is known to fail where it should not: no rows differ by it, and its reason stands
 * beside it. How often it may happen is the test's to limit.
 */
@FunctionalInterface
public interface KnownFailure {
  /** An engine without any. */
  KnownFailure NONE = (program, errorClass) -> false;

  /**
   * Whether this failure is a known one.
   *
   * @param program a program that yields rows
   * @param errorClass the class of the error with which the engine failed
   */
  boolean explains(RandomProgram program, String errorClass);
}
