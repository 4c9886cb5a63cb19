// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.spi.DatasetReader;
import dev.stride.testing.contract.RowsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SparkRowsTest extends RowsContract {
  private static SparkBackend backend;

  @BeforeAll
  static void open() {
    backend = SharedSpark.backend();
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @Override
  protected DatasetReader reader() {
    return backend.reader();
  }
}
