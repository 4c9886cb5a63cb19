// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.type.RecordType;
import dev.stride.testing.program.ProgramSource;
import dev.stride.testing.program.RandomProgram;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnTypesTest {
  private static final int PROGRAMS = 300;

  /**
   * Precision and scale included: no HUGEINT and no wider decimal reaches a file or a hand-over.
   */
  @Test
  void everyColumnHasExactlyTheTypeOfItsComponent() {
    try (DuckDbEngine engine = new DuckDbEngine(DuckDbSettings.of(Map.of("threads", "1")))) {
      for (long seed = 1; seed <= PROGRAMS; seed++) {
        RandomProgram program = ProgramSource.program(seed);
        if (!program.yields()) {
          continue;
        }
        RecordType output = program.relation().output();
        try (Query query = engine.query(program.relation())) {
          List<String> types = query.types().stream().map(ColumnTypesTest::unquoted).toList();

          assertThat(types).as("columns of the program of seed %d", seed).isEqualTo(types(output));
        }
      }
    }
  }

  private static List<String> types(RecordType record) {
    return record.components().stream()
        .map(component -> unquoted(SqlTypes.of(component.type())))
        .toList();
  }

  /** DuckDB quotes names of fields only where it must. */
  private static String unquoted(String type) {
    return type.replace("\"", "");
  }
}
