// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.expression.AggregateFunction;
import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.expression.WindowFunction;
import dev.stride.api.relation.Relation;
import dev.stride.testing.program.Difference;
import dev.stride.testing.program.DifferentialSuite;
import dev.stride.testing.program.KnownFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random programs on DuckDB against the reference interpreter. {@code stride.differential.programs}
 * and {@code stride.differential.seed} choose others than the build runs; a failure prints the
 * seed, with which it happens again.
 */
class DifferentialTest {
  private static final int PROGRAMS = Integer.getInteger("stride.differential.programs", 20_000);
  private static final long SEED = Long.getLong("stride.differential.seed", 1);
  private static final int THREADS = 2;

  @Test
  void duckDbAnswersRandomProgramsLikeTheInterpreter() {
    List<LocalBackend> backends = new ArrayList<>();
    try {
      for (int thread = 0; thread < THREADS; thread++) {
        backends.add(LocalBackend.open(Map.of("threads", "1")));
      }
      List<Function<Relation, List<Record>>> engines =
          backends.stream().map(DifferentialTest::engine).toList();

      DifferentialSuite.Report report =
          new DifferentialSuite(PROGRAMS, SEED, KnownFailure.DATE_COMPUTED_AHEAD).run(engines);

      System.out.printf(
          "differential: %d programs from seed %d, %.1f %% with rows, %d failing as they must,"
              + " %d empty, %d explained, %d rows%n",
          report.programs(),
          SEED,
          100 * report.yielding(),
          report.failing(),
          report.empty(),
          report.explained(),
          report.rows());
      assertThat(report.differences()).as(reports(report.differences())).isEmpty();
      assertThat(report.programs()).isEqualTo(PROGRAMS);
      assertThat(report.yielding()).as("share of programs with rows").isGreaterThan(0.75);
      assertThat(report.explained()).as("known failures").isLessThanOrEqualTo(3 + PROGRAMS / 2000);
      assertThat(report.failing()).as("programs that fail").isPositive();
      if (PROGRAMS >= 20_000) {
        assertThat(report.constructs()).containsKeys(everyFunction());
      }
    } finally {
      backends.forEach(LocalBackend::close);
    }
  }

  private static String reports(List<Difference> differences) {
    return differences.stream().map(Difference::report).collect(Collectors.joining("\n\n"));
  }

  private static String[] everyFunction() {
    return Stream.of(ScalarFunction.values(), AggregateFunction.values(), WindowFunction.values())
        .flatMap(Arrays::stream)
        .map(Enum::name)
        .toArray(String[]::new);
  }

  private static Function<Relation, List<Record>> engine(LocalBackend backend) {
    return relation -> LocalRows.of(backend, relation);
  }
}
