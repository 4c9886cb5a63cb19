// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

/** A line that is JSON but not what a record needs; its reader knows the file and the line. */
final class JsonMisfit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the line has, to stand behind its number. */
  JsonMisfit(String what) {
    super(what, null, false, false);
  }
}
