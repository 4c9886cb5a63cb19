// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker.task;

import dev.stride.api.spi.StoredFile;
import java.util.List;

/** Where an argument of a step comes from. */
public sealed interface TaskInput {
  /**
   * A value.
   *
   * @param json the value as JSON of the type that its step or parameter declares
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Value(byte[] json) implements TaskInput {}

  /** The element of the slot. */
  record Element() implements TaskInput {}

  /**
   * A dataset that an earlier step has written.
   *
   * @param step that step's name, which declares the type of the rows
   * @param format {@code Parquet} or {@code Arrow}
   * @param files its files in the store
   */
  record Files(String step, String format, List<StoredFile> files) implements TaskInput {
    public Files {
      files = List.copyOf(files);
    }
  }
}
