// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.spi.Backend;
import dev.stride.testing.contract.CsvContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SparkCsvTest extends CsvContract {
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
  protected Backend backend() {
    return backend;
  }
}
