// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.failure;

/**
 * A function over rows has thrown; the cause is what it threw. Engines carry it through their own
 * layers as it is, so that the failure is in the end the function's and not the engine's.
 */
public final class FunctionFailed extends StrideException {
  private static final long serialVersionUID = 1L;

  private FunctionFailed(Throwable thrown) {
    super(FailureKind.USER, "Cannot apply a function to rows: " + thrown, thrown);
  }

  /**
   * What is to be thrown for what a function has thrown: sentences of Stride's own stay as they
   * are. An engine may end its process at an {@code Error}, so a stack overflow and failed
   * assertions are wrapped too.
   *
   * @throws VirtualMachineError if the JVM itself is at its end
   */
  public static StrideException of(Throwable thrown) {
    if (thrown instanceof VirtualMachineError error && !(thrown instanceof StackOverflowError)) {
      throw error;
    }
    return thrown instanceof StrideException known
        ? known
        : new FunctionFailed(Unreadable.replacedIn(thrown));
  }

  /** What the function threw, if a function threw; the failure itself otherwise. */
  public static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof FunctionFailed && cause != null ? cause : failure;
  }
}
