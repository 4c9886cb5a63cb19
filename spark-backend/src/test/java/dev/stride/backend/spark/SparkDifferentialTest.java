// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.relation.Relation;
import dev.stride.testing.program.Difference;
import dev.stride.testing.program.DifferentialSuite;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random programs on Spark against the reference interpreter. {@code stride.differential.programs}
 * and {@code stride.differential.seed} choose others than the build runs; a failure prints the
 * seed, with which it happens again.
 */
class SparkDifferentialTest {
  private static final int PROGRAMS = Integer.getInteger("stride.differential.programs", 2_000);
  private static final long SEED = Long.getLong("stride.differential.seed", 1);

  @Test
  void sparkAnswersRandomProgramsLikeTheInterpreter() {
    try (SparkBackend backend = SparkTest.open()) {
      Function<Relation, List<Record>> engine = relation -> SparkTest.rows(backend, relation);
      DifferentialSuite.Report report =
          new DifferentialSuite(PROGRAMS, SEED).run(List.of(engine, engine));

      System.out.printf(
          "differential on Spark: %d programs from seed %d, %.1f %% with rows, %d failing as they"
              + " must, %d empty, %d explained, %d rows%n",
          report.programs(),
          SEED,
          100 * report.yielding(),
          report.failing(),
          report.empty(),
          report.explained(),
          report.rows());
      assertThat(report.differences())
          .as(report.differences().stream().map(Difference::report).collect(Collectors.joining("\n\n")))
          .isEmpty();
      assertThat(report.programs()).isEqualTo(PROGRAMS);
    }
  }
}
