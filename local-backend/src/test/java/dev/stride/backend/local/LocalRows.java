// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import dev.stride.api.Dataset;
import dev.stride.api.relation.Relation;
import java.util.List;
import java.util.stream.Stream;

/** DuckDB as the suites see it. */
final class LocalRows {
  private LocalRows() {}

  static List<Record> of(LocalBackend backend, Relation relation) {
    Dataset<? extends Record> dataset =
        Dataset.of(relation.output().type(), relation, backend.reader());
    try (Stream<? extends Record> rows = dataset.stream()) {
      return rows.map(Record.class::cast).toList();
    }
  }
}
