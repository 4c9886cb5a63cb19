// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.failure;

import java.util.Locale;

/** Who pays for another attempt. */
public enum Budget {
  /** The user: as many further attempts as {@code @Retry} grants. */
  USER,
  /** The system: losses that say nothing about the step. */
  SYSTEM,
  /** The system, with more memory for the next attempt. */
  ESCALATION,
  /** Nobody: there is no further attempt. */
  NONE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
