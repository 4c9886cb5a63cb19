// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import java.nio.file.Path;

/** Makes data for workflows to try, as {@code stride data NAME} does; registered as a service. */
public interface DataGenerator {
  /** The name on the command line. */
  String name();

  /** One sentence for the help. */
  String description();

  /**
   * Writes the data.
   *
   * @param scale how much, in the generator's own unit
   * @param folder where to; made if it is missing
   * @throws dev.stride.api.failure.StrideException if the scale is impossible or the folder cannot
   *     be written
   */
  void generate(double scale, Path folder);
}
