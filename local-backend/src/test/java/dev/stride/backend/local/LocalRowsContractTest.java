// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import dev.stride.api.spi.DatasetReader;
import dev.stride.testing.contract.RowsContract;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class LocalRowsContractTest extends RowsContract {
  private static LocalBackend backend;

  @BeforeAll
  static void open() {
    backend = LocalBackend.open(Map.of("threads", "1"));
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
