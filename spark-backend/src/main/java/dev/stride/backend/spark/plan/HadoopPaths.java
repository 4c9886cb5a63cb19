// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import java.nio.file.Path;

/** Paths of this machine's files as Hadoop must be told them. */
final class HadoopPaths {
  private HadoopPaths() {}

  /** A path to write to, in which Hadoop sees no patterns. */
  static String target(Path path) {
    return "file:" + path;
  }

  /** A path to read whose characters all stand for themselves; Hadoop would see patterns in it. */
  static String plain(Path path) {
    return "file:" + path.toString().replaceAll("([\\\\\\[\\]{}?*])", "\\\\$1");
  }
}
