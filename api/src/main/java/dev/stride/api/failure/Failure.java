// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.failure;

/**
 * What a fallback method learns about the step that failed: the first parameter of every method
 * named by {@code @Catch}.
 *
 * @param step the step's name
 * @param failureClass how its last attempt failed
 * @param type the class name of the last attempt's exception
 * @param message that exception's message; empty when it had none
 * @param attempts how many attempts were made, at least 1
 */
public record Failure(
    String step, FailureClass failureClass, String type, String message, int attempts) {

  /** Who or what is to blame. */
  public FailureKind kind() {
    return failureClass.kind();
  }
}
