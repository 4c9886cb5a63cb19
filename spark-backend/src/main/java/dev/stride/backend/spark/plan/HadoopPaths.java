// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import java.nio.file.Path;

/** Paths of this machine's files as Hadoop must be told them. */
final class HadoopPaths {
  private HadoopPaths() {}

  /** The path whose characters all stand for themselves; Hadoop would take some for patterns. */
  static String plain(Path path) {
    return "file:" + path.toString().replaceAll("([\\\\\\[\\]{}?*])", "\\\\$1");
  }
}
