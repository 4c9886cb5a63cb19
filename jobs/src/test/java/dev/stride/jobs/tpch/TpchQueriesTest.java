// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.relation.Relation;
import dev.stride.api.type.Component;
import dev.stride.backend.local.LocalBackend;
import java.nio.file.Path;
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
    Relation relation = TpchAnswers.relation(query, data);
    List<List<Object>> rows = TpchAnswers.rows(relation, backend.reader());
    try (HandWrittenSql sql = HandWrittenSql.over(data)) {
      HandWrittenSql.Answer expected = sql.answer(query);

      assertThat(relation.output().components())
          .extracting(Component::column)
          .isEqualTo(expected.columns());
      TpchAnswers.assertSame(rows, expected.rows());
    }
  }
}
