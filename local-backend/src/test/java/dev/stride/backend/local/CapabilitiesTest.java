// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.testing.CapabilityTable;
import dev.stride.testing.program.Cells;
import dev.stride.testing.program.DifferentialSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The committed table of capabilities says what the code does. What DuckDB has is what random
 * programs show: their rows hold every type, and every answer is compared.
 */
class CapabilitiesTest {
  private static final Path TABLE = Path.of("..", "docs", "capabilities.md");
  private static final String COMMAND =
      "mvn -pl local-backend -am test -Dtest=CapabilitiesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dstride.write=true";
  private static final int PROGRAMS = 600;

  @Test
  void committedTableSaysWhatTheCodeDoes() throws IOException {
    String table = CapabilityTable.of(Map.of("DuckDB", answeredByDuckDb()), COMMAND);
    if (Boolean.getBoolean("stride.write")) {
      Files.writeString(TABLE, table);
    }

    assertThat(TABLE).as("write it anew with %s", COMMAND).exists();
    assertThat(Files.readString(TABLE)).as("write it anew with %s", COMMAND).isEqualTo(table);
  }

  private static Set<String> answeredByDuckDb() {
    try (LocalBackend backend = LocalBackend.open(Map.of("threads", "1"))) {
      DifferentialSuite.Report report =
          new DifferentialSuite(PROGRAMS, 1, LocalRows::isDateComputedAhead)
              .run(List.of(relation -> LocalRows.of(backend, relation)));
      assertThat(report.differences()).isEmpty();
      Set<String> answered = new HashSet<>(report.constructs().keySet());
      for (Component component : RecordType.of(Cells.class).components()) {
        answered.add(kind(component.type()));
      }
      // ParquetScan, CsvScan and ScanFiles have tests of their own with files.
      answered.add("Scan");
      return answered;
    }
  }

  private static String kind(DataType type) {
    if (type instanceof DecimalType) {
      return "DECIMAL";
    }
    if (type instanceof EnumType) {
      return "ENUM";
    }
    if (type instanceof ListType) {
      return "LIST";
    }
    return type instanceof RecordType ? "RECORD" : type.toString();
  }
}
