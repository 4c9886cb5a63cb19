// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import dev.stride.api.Dataset;
import dev.stride.api.expression.ErrorClass;
import dev.stride.api.relation.Relation;
import dev.stride.testing.program.RandomProgram;
import java.util.List;
import java.util.Set;
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

  /**
   * The known failure of a branch not taken: DuckDB 1.5 computes some dates ahead of a {@code case}
   * or {@code coalesce} that would not need them (trap 42).
   */
  static boolean isDateComputedAhead(RandomProgram program, String errorClass) {
    Set<String> constructs = program.constructs();
    return errorClass.equals(ErrorClass.OUT_OF_RANGE.name())
        && (constructs.contains("PLUS_DAYS") || constructs.contains("PLUS_MONTHS"))
        && (constructs.contains("CASE") || constructs.contains("COALESCE"));
  }
}
