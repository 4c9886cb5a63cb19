// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.failure;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception that Stride throws on purpose. Its message is one sentence that names
 * the thing and the remedy: {@code Cannot <verb> <thing>: <value> (<remedy>)}.
 */
public class StrideException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final FailureClass failureClass;

  public StrideException(FailureKind kind, String message) {
    this(kind, message, null);
  }

  public StrideException(FailureKind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.failureClass = FailureClass.of(kind);
  }

  /** A failure whose class is known better than its kind tells. */
  public StrideException(FailureClass failureClass, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = failureClass.kind();
    this.failureClass = failureClass;
  }

  /** Who or what is to blame. */
  public FailureKind kind() {
    return kind;
  }

  /** How the attempt that threw it has failed. */
  public FailureClass failureClass() {
    return failureClass;
  }
}
