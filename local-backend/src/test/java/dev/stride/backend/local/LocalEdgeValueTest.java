// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import dev.stride.api.relation.Relation;
import dev.stride.testing.contract.EdgeValueContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class LocalEdgeValueTest extends EdgeValueContract {
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
  protected List<Record> rows(Relation relation) {
    return LocalRows.of(backend, relation);
  }
}
