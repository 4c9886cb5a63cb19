// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.api.Dataset;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.relation.Relation;
import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import dev.stride.backend.local.LocalBackend;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query of the algebra against SQL that was written by hand and runs without Stride. */
class TpchQueriesTest {
  private static final double RELATIVE_TOLERANCE = 1e-9;

  private static LocalBackend backend;

  @BeforeAll
  static void open() {
    backend = LocalBackend.open(Map.of());
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  static Stream<Arguments> queriesAtScales() {
    return Stream.of(0.01, 0.1)
        .flatMap(
            scale ->
                IntStream.rangeClosed(1, Queries.count())
                    .mapToObj(query -> Arguments.of(query, scale)));
  }

  @ParameterizedTest(name = "query {0} at scale {1}")
  @MethodSource("queriesAtScales")
  void answersLikeHandWrittenSql(int query, double scale) throws Exception {
    Path data = TpchTestData.at(scale);
    Relation relation = relation(query, data);
    List<List<Object>> rows = rows(relation);
    try (HandWrittenSql sql = HandWrittenSql.over(data)) {
      HandWrittenSql.Answer expected = sql.answer(query);

      assertThat(relation.output().components())
          .extracting(Component::column)
          .isEqualTo(expected.columns());
      assertThat(rows).hasSameSizeAs(expected.rows());
      for (int row = 0; row < rows.size(); row++) {
        assertSame(rows.get(row), expected.rows().get(row));
      }
    }
  }

  private static Relation relation(int query, Path data) {
    WorkflowDefinition definition =
        WorkflowDefinition.of(
            new Tpch(), Map.of("data", data.toString(), "query", Integer.toString(query)));
    return definition.step("q" + query).relation().orElseThrow();
  }

  @SuppressWarnings("unchecked")
  private static List<List<Object>> rows(Relation relation) {
    RecordType type = relation.output();
    Class<Record> record = (Class<Record>) type.type();
    return Dataset.of(record, relation, backend.reader()).toList().stream()
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

  private static void assertSame(List<Object> actual, List<Object> expected) {
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
