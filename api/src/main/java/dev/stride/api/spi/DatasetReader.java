// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.Dataset;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.util.stream.Stream;

/** Reads datasets inside a single-node step. Thread-safe. */
public interface DatasetReader {
  /** The rows; the caller closes the stream. */
  <R extends Record> Stream<R> stream(Dataset<R> dataset);

  /** The number of rows. */
  long count(Dataset<?> dataset);

  /** A reader for steps that only build datasets: every call fails and says why. */
  static DatasetReader forbidden() {
    return new DatasetReader() {
      @Override
      public <R extends Record> Stream<R> stream(Dataset<R> dataset) {
        throw refused(dataset);
      }

      @Override
      public long count(Dataset<?> dataset) {
        throw refused(dataset);
      }

      private StrideException refused(Dataset<?> dataset) {
        return new StrideException(
            FailureKind.CONFIGURATION,
            "Cannot read "
                + dataset
                + " here: a step that returns a dataset only builds one"
                + " (return a value instead, or use the dataset's operations)");
      }
    };
  }
}
