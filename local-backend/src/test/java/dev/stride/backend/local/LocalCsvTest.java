// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import dev.stride.api.spi.Backend;
import dev.stride.testing.contract.CsvContract;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class LocalCsvTest extends CsvContract {
  private static LocalBackend backend;

  @BeforeAll
  static void open() {
    backend = LocalBackend.open(Map.of());
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
