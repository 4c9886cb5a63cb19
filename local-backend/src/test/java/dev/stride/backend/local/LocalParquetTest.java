// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import static dev.stride.api.expression.Functions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.relation.Aggregate;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Parquet;
import dev.stride.api.spi.StepTask;
import dev.stride.api.type.RecordType;
import dev.stride.testing.contract.Longs;
import dev.stride.testing.contract.Moments;
import dev.stride.testing.contract.OfLong;
import dev.stride.testing.program.ProgramSource;
import dev.stride.testing.program.RowComparison;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The traps that only files can show, and whether rows of every type come back from one. */
class LocalParquetTest {
  private static LocalBackend backend;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    backend = LocalBackend.open(Map.of("threads", "1"));
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  @Test
  @DisplayName("7: a sum of integers is a 64-bit integer in a file")
  void sumOfIntegersIsWrittenExactly() {
    Rows rows =
        new Rows(
            RecordType.of(Longs.class),
            List.of(new Longs(Long.MAX_VALUE - 1, null), new Longs(1L, null)));
    Relation total =
        new Aggregate(rows, List.of(), RecordType.of(OfLong.class), List.of(sum(Longs::a)));

    assertThat(throughParquet(total)).containsExactly(new OfLong(Long.MAX_VALUE));
  }

  @Test
  @DisplayName("29: local times and instants of every year come back from a file")
  void timesComeBackFromAFile() {
    List<Moments> moments =
        List.of(
            new Moments(LocalDateTime.parse("0001-01-01T00:00:00"), Instant.EPOCH),
            new Moments(
                LocalDateTime.parse("1582-10-10T12:00:00.000001"),
                Instant.parse("1582-10-10T12:00:00.000001Z")),
            new Moments(
                LocalDateTime.parse("9999-12-31T23:59:59.999999"),
                Instant.parse("9999-12-31T23:59:59.999999Z")),
            new Moments(null, null));

    assertThat(throughParquet(new Rows(RecordType.of(Moments.class), moments)))
        .containsExactlyElementsOf(moments);
  }

  @Test
  void rowsOfEveryTypeComeBackFromAFile() {
    Rows rows = ProgramSource.cells(7, 500);

    assertThat(
            new RowComparison(rows.output(), Set.of())
                .difference(List.copyOf(rows.rows()), throughParquet(rows)))
        .isEmpty();
  }

  private List<Record> throughParquet(Relation relation) {
    StepTask task = new StepTask.Materialize("write", relation, folder);
    backend.start(task).completion().toCompletableFuture().join();

    assertThat(folder).isNotEmptyDirectory();
    return LocalRows.of(
        backend, new Scan("written", relation.output(), Parquet.at(folder.toString())));
  }
}
