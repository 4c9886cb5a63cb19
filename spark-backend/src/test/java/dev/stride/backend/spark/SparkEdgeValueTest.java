// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.relation.Relation;
import dev.stride.testing.contract.EdgeValueContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SparkEdgeValueTest extends EdgeValueContract {
  private static SparkBackend backend;

  @BeforeAll
  static void open() {
    backend = SharedSpark.backend(SharedSpark.INTERPRETED);
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @Override
  protected List<Record> rows(Relation relation) {
    return SharedSpark.rows(backend, relation);
  }
}
