// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.flights;

import dev.stride.api.failure.NonRetryable;
import org.jspecify.annotations.Nullable;

/** Thrown when flights do not determine a model; another attempt would not either. */
public final class NoModelException extends RuntimeException implements NonRetryable {
  private static final long serialVersionUID = 1L;

  NoModelException(String carrier, String reason) {
    this(carrier, reason, null);
  }

  NoModelException(String carrier, String reason, @Nullable Throwable cause) {
    super("Cannot fit model of carrier " + carrier + ": " + reason, cause);
  }
}
