// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.spi.SourceFile;
import java.util.ArrayList;
import java.util.List;

/** Divides files among tasks, neighbours together, as Spark packs files that it cannot split. */
final class FileTasks {
  /** Spark's defaults: {@code maxPartitionBytes} and {@code openCostInBytes}. */
  private static final long TASK_BYTES = 128L << 20;

  private static final long OPENING_BYTES = 4L << 20;

  private FileTasks() {}

  /** Neighbouring files, from the first up to but without the last. */
  record Range(int from, int to) {}

  static List<Range> of(List<SourceFile> files) {
    List<Range> ranges = new ArrayList<>();
    int from = 0;
    long bytes = 0;
    for (int index = 0; index < files.size(); index++) {
      long size = files.get(index).size() + OPENING_BYTES;
      if (index > from && bytes + size > TASK_BYTES) {
        ranges.add(new Range(from, index));
        from = index;
        bytes = 0;
      }
      bytes += size;
    }
    ranges.add(new Range(from, files.size()));
    return ranges;
  }
}
