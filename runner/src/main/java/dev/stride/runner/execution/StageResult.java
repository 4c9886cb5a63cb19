// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.relation.Relation;
import dev.stride.api.spi.StoredFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stage or a dataset yields to the stages after it. */
public sealed interface StageResult {
  /** Identifies the content: equal digests, equal content. */
  String digest();

  /**
   * A value in memory.
   *
   * @param value the value
   * @param digest of its stored form
   */
  record OfValue(@Nullable Object value, String digest) implements StageResult {}

  /**
   * Rows in files or in memory.
   *
   * @param relation what reads them
   * @param digest of the files
   * @param stored the files, where they are in the store
   */
  record OfRows(Relation relation, String digest, List<StoredFile> stored) implements StageResult {
    public OfRows {
      stored = List.copyOf(stored);
    }
  }
}
