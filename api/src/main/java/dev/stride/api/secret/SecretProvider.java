// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.secret;

import java.util.Map;
import java.util.Set;

/**
 * A kind of place that holds secrets; registered as a service. It is asked where the step runs, be
 * that this process or a worker, once {@code stride.secrets.sources} names it.
 */
public interface SecretProvider {
  /** The name that {@code stride.secrets.sources} uses. */
  String name();

  /** The settings that it knows, without the prefix {@code stride.secrets.<name>.}. */
  default Set<String> settings() {
    return Set.of();
  }

  /**
   * Whether only the process in which a run starts can find them; such values are handed to workers
   * of the same machine over their connection.
   */
  default boolean isBoundToProcess() {
    return false;
  }

  /**
   * Opens the place, once for a run and once for each step in a worker.
   *
   * @param settings every setting under {@code stride.secrets.<name>.}, without that prefix
   * @throws dev.stride.api.failure.StrideException of kind {@code CONFIGURATION} for an invalid
   *     value
   */
  SecretSource open(Map<String, String> settings);
}
