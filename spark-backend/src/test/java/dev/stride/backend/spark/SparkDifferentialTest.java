// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.relation.Relation;
import dev.stride.testing.program.Difference;
import dev.stride.testing.program.DifferentialSuite;
import dev.stride.testing.program.KnownFailure;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random programs on Spark against the reference interpreter: the programs that DuckDB answers too.
 * Most run interpreted, some as generated code. {@code stride.differential.programs} and {@code
 * stride.differential.seed} choose others than the build runs; a failure prints the seed, with
 * which it happens again.
 */
class SparkDifferentialTest {
  private static final int PROGRAMS = Integer.getInteger("stride.differential.programs", 1_200);
  private static final long SEED = Long.getLong("stride.differential.seed", 1);

  @Test
  void sparkAnswersRandomProgramsLikeTheInterpreter() {
    check("interpreted", PROGRAMS, SEED, SharedSpark.INTERPRETED);
  }

  @Test
  void generatedCodeAnswersLikeTheInterpreter() {
    check("generated", PROGRAMS / 10, SEED + PROGRAMS, Map.of("spark.sql.shuffle.partitions", "1"));
  }

  private static void check(String mode, int programs, long seed, Map<String, String> settings) {
    try (SparkBackend backend = SharedSpark.backend(settings)) {
      Function<Relation, List<Record>> engine = relation -> SharedSpark.rows(backend, relation);
      DifferentialSuite.Report report =
          new DifferentialSuite(programs, seed, KnownFailure.ASKED_AHEAD_OF_EXPLODE)
              .run(List.of(engine, engine));

      System.out.printf(
          "differential on Spark, %s: %d programs from seed %d, %.1f %% with rows, %d failing as"
              + " they must, %d empty, %d explained, %d rows%n",
          mode,
          report.programs(),
          seed,
          100 * report.yielding(),
          report.failing(),
          report.empty(),
          report.explained(),
          report.rows());
      assertThat(report.differences()).as(reports(report.differences())).isEmpty();
      assertThat(report.programs()).isEqualTo(programs);
      assertThat(report.yielding()).as("share of programs with rows").isGreaterThan(0.7);
      assertThat(report.explained()).as("known failures").isLessThanOrEqualTo(1 + programs / 400);
    }
  }

  private static String reports(List<Difference> differences) {
    return differences.stream().map(Difference::report).collect(Collectors.joining("\n\n"));
  }
}
