// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.api.Dataset;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.relation.Relation;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.type.RecordType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What Stride answers to a query, and whether another answer is the same. */
final class TpchAnswers {
  private static final double RELATIVE_TOLERANCE = 1e-9;

  private TpchAnswers() {}

  /** The rows that a query yields, over the tables below a folder. */
  static Relation relation(int query, Path data) {
    WorkflowDefinition definition =
        WorkflowDefinition.of(
            new Tpch(), Map.of("data", data.toString(), "query", Integer.toString(query)));
    return definition.step("q" + query).relation().orElseThrow();
  }

  @SuppressWarnings("unchecked")
  static List<List<Object>> rows(Relation relation, DatasetReader reader) {
    RecordType type = relation.output();
    Class<Record> record = (Class<Record>) type.type();
    return Dataset.of(record, relation, reader).toList().stream()
        .map(row -> values(type, row))
        .toList();
  }

  private static List<Object> values(RecordType type, Record row) {
    List<Object> values = new ArrayList<>();
    for (int index = 0; index < type.components().size(); index++) {
      values.add(type.access().value(row, index));
    }
    return Collections.unmodifiableList(values);
  }

  /** The same rows in the same order: doubles to nine digits, all else exactly. */
  static void assertSame(List<List<Object>> actual, List<List<Object>> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int row = 0; row < actual.size(); row++) {
      assertSameRow(actual.get(row), expected.get(row));
    }
  }

  private static void assertSameRow(List<Object> actual, List<Object> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int column = 0; column < actual.size(); column++) {
      if (expected.get(column) instanceof Double number) {
        assertThat(actual.get(column)).isInstanceOf(Double.class);
        assertThat((Double) actual.get(column))
            .isCloseTo(number, within(Math.abs(number) * RELATIVE_TOLERANCE));
      } else {
        assertThat(actual.get(column)).as("%s", expected).isEqualTo(expected.get(column));
      }
    }
  }
}
