// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import java.nio.file.Path;

/** Paths of this machine's files as Hadoop must be told them. */
final class HadoopPaths {
  /** What paths of this machine's files begin with. */
  static final String LOCAL = "file:";

  private HadoopPaths() {}

  /** A path to write to, in which Hadoop sees no patterns. */
  static String target(Path path) {
    return LOCAL + path;
  }

  /** A path to read whose characters all stand for themselves; Hadoop would see patterns in it. */
  static String plain(Path path) {
    return LOCAL + path.toString().replaceAll("([\\\\\\[\\]{}?*])", "\\\\$1");
  }
}
