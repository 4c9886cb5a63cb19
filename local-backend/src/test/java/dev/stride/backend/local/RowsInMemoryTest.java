// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.Dataset;
import dev.stride.api.relation.Rows;
import dev.stride.api.type.RecordType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowsInMemoryTest {

  @Test
  void rowsOfManyBatchesComeBackUnchanged() {
    List<LabelledRow> rows =
        IntStream.range(0, 300_000)
            .mapToObj(id -> new LabelledRow(id, "label " + id + " x".repeat(id % 20)))
            .toList();
    try (LocalBackend backend = LocalBackend.open(Map.of("threads", "4"))) {
      Dataset<LabelledRow> dataset =
          Dataset.of(
              LabelledRow.class,
              new Rows(RecordType.of(LabelledRow.class), rows),
              backend.reader());

      assertThat(dataset.toList()).isEqualTo(rows);
    }
  }

  @Test
  void longTextsAmongShortOnesComeBackUnchanged() {
    List<LabelledRow> rows =
        IntStream.range(0, 5_000)
            .mapToObj(id -> new LabelledRow(id, "é".repeat(id % 1_500 == 7 ? 100_000 : id % 3)))
            .toList();
    try (LocalBackend backend = LocalBackend.open(Map.of())) {
      Dataset<LabelledRow> dataset =
          Dataset.of(
              LabelledRow.class,
              new Rows(RecordType.of(LabelledRow.class), rows),
              backend.reader());

      assertThat(dataset.toList()).isEqualTo(rows);
    }
  }
}
