// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.failure;

import java.time.Duration;

/** An exception that knows when another attempt is worth it, as a busy service tells. */
public interface RetryAfter {
  /** How long to wait, instead of what {@code @Retry} says. */
  Duration retryAfter();
}
