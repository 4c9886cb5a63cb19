// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import org.jspecify.annotations.Nullable;

/**
 * A declared parameter.
 *
 * @param name its name, without dashes in front
 * @param type the class of its value
 * @param help one sentence, or empty
 * @param defaultValue its value if the caller gives none; null if the caller must
 */
public record ParameterDefinition(
    String name, Class<?> type, String help, @Nullable Object defaultValue) {
  /** Whether the caller must give a value. */
  public boolean isRequired() {
    return defaultValue == null;
  }
}
