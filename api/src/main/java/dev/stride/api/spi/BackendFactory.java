// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import java.util.Map;

/** Finds a backend on the class path; registered as a service. */
public interface BackendFactory {
  /** The backend's name, known before it is opened. */
  String name();

  /**
   * Opens the backend.
   *
   * @param settings every setting under {@code stride.<name>.}, without that prefix
   */
  Backend open(Map<String, String> settings);
}
