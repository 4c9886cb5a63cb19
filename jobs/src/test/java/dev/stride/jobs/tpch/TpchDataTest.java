// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Dataset;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Parquet;
import dev.stride.api.type.RecordType;
import dev.stride.backend.local.LocalBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TpchDataTest {
  private static final double SCALE = 0.01;

  static List<GeneratedTable> tables() {
    return GeneratedTables.at(SCALE);
  }

  @ParameterizedTest
  @MethodSource("tables")
  void writesEveryRowAsGenerated(GeneratedTable table) {
    String folder = TpchTestData.at(SCALE).resolve(table.name()).toString();
    List<? extends Record> generated =
        IntStream.range(0, table.parts())
            .boxed()
            .flatMap(part -> table.rows(part).rows().stream())
            .toList();
    try (LocalBackend backend = LocalBackend.open(Map.of())) {
      Scan scan = new Scan(table.name(), RecordType.of(table.type()), Parquet.at(folder));

      assertThat(Dataset.of(recordOf(table), scan, backend.reader()).toList()).isEqualTo(generated);
    }
  }

  @SuppressWarnings("unchecked")
  private static Class<Record> recordOf(GeneratedTable table) {
    return (Class<Record>) table.type();
  }

  @Test
  void hasTheRowsAndTypesOfTheSpecification() throws Exception {
    try (HandWrittenSql sql = HandWrittenSql.over(TpchTestData.at(SCALE))) {
      String counts =
          "SELECT (SELECT count(*) FROM supplier), (SELECT count(*) FROM customer),"
              + " (SELECT count(*) FROM part), (SELECT count(*) FROM partsupp),"
              + " (SELECT count(*) FROM orders), (SELECT count(*) FROM lineitem)";

      assertThat(sql.run(counts).rows().get(0))
          .containsExactly(100L, 1500L, 2000L, 8000L, 15000L, 60175L);
      assertThat(sql.run("SELECT column_name, column_type FROM (DESCRIBE lineitem)").rows())
          .contains(
              List.of("l_orderkey", "BIGINT"),
              List.of("l_linenumber", "INTEGER"),
              List.of("l_quantity", "DECIMAL(15,2)"),
              List.of("l_shipdate", "DATE"),
              List.of("l_shipinstruct", "VARCHAR"))
          .hasSize(16);
    }
  }

  @Test
  void makesEveryRowOnceInSeveralParts() throws Exception {
    String keys =
        "SELECT count(*), count(DISTINCT (l_orderkey, l_linenumber)), count(DISTINCT filename)"
            + " FROM read_parquet('%s/lineitem/*.parquet', filename = true)"
                .formatted(TpchTestData.at(0.1).toString().replace("'", "''"));
    try (HandWrittenSql sql = HandWrittenSql.over(TpchTestData.at(0.1))) {
      assertThat(sql.run(keys).rows().get(0)).containsExactly(600_572L, 600_572L, 3L);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAnImpossibleScale(double scale, @TempDir Path folder) {
    assertThatThrownBy(() -> TpchData.generate(scale, folder))
        .isInstanceOf(StrideException.class)
        .hasMessageContaining("Invalid scale: " + scale)
        .extracting(thrown -> ((StrideException) thrown).kind())
        .isEqualTo(FailureKind.USAGE);
  }

  @Test
  void leavesAnExistingTableAlone(@TempDir Path folder) throws IOException {
    Path own = Files.writeString(Files.createDirectory(folder.resolve("orders")).resolve("a"), "");

    assertThatThrownBy(() -> TpchData.generate(SCALE, folder))
        .isInstanceOf(StrideException.class)
        .hasMessageContaining("Cannot write table: " + own.getParent() + " exists")
        .hasMessageContaining("choose another folder");
    assertThat(names(folder)).containsExactly("orders");
    assertThat(own).exists();
  }

  @Test
  void saysWhyAFolderCannotBeWritten(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> TpchData.generate(SCALE, file.resolve("tables")))
        .isInstanceOf(StrideException.class)
        .hasMessageContaining("Cannot write table: " + file)
        .hasMessageContaining("choose a folder");
  }

  @Test
  void leavesNothingOfATableThatFailed(@TempDir Path folder) throws IOException {
    GeneratedTable orders = GeneratedTables.at(SCALE).get(6);
    GeneratedTable failing =
        new GeneratedTable(
            orders.name(),
            orders.type(),
            2,
            part -> {
              if (part == 1) {
                throw new IllegalStateException("no such part");
              }
              return List.copyOf(orders.rows(0).rows());
            });
    try (LocalBackend backend = LocalBackend.open(Map.of())) {
      TableWriter writer = new TableWriter(backend);

      assertThatThrownBy(() -> writer.write(failing, folder)).hasMessageContaining("no such part");
    }
    assertThat(names(folder)).isEmpty();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
