// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Relation;
import dev.stride.api.type.RecordType;
import dev.stride.testing.reference.ReferenceInterpreter;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DifferentialSuiteTest {
  private static final Function<Relation, List<Record>> INTERPRETER =
      relation -> new ReferenceInterpreter().rows(relation);

  private static DifferentialSuite.Report run(Function<Relation, List<Record>> engine) {
    return new DifferentialSuite(150, 1).run(List.of(engine));
  }

  @Test
  void anEngineThatAnswersLikeTheInterpreterHasNoDifference() {
    DifferentialSuite.Report report = run(INTERPRETER);

    assertThat(report.differences()).isEmpty();
    assertThat(report.programs()).isEqualTo(150);
    assertThat(report.yielding()).isGreaterThan(0.5);
    assertThat(report.failing()).isPositive();
  }

  @Test
  void aMissingRowIsFoundAndTheProgramMadeSmall() {
    DifferentialSuite.Report report =
        run(
            relation -> {
              List<Record> rows = INTERPRETER.apply(relation);
              return rows.isEmpty() ? rows : rows.subList(1, rows.size());
            });

    assertThat(report.differences()).isNotEmpty();
    Difference difference = report.differences().get(0);
    assertThat(difference.report()).contains("seed ", "1 rows expected, 0 came");
    assertThat(difference.program().rows()).hasSize(1);
  }

  @Test
  void aFailureWithoutAReasonIsFound() {
    DifferentialSuite.Report report =
        run(
            relation -> {
              throw new StrideException(FailureKind.USER, "OVERFLOW: always");
            });

    assertThat(report.differences())
        .isNotEmpty()
        .allSatisfy(difference -> assertThat(difference.reason()).contains("expected"));
  }

  @Test
  void oneSeedMakesOneProgram() {
    assertThat(ProgramText.of(ProgramSource.program(7).relation()))
        .isEqualTo(ProgramText.of(ProgramSource.program(7).relation()))
        .isNotEqualTo(ProgramText.of(ProgramSource.program(8).relation()));
  }

  @Test
  void rowsAreComparedToTheBitUnlessRounded() {
    List<Record> expected = List.of(new Point(0.1 + 0.2, 1, "a"), new Point(-0.0, null, null));
    List<Record> rounded = List.of(new Point(-0.0, null, null), new Point(0.3, 1, "a"));
    List<Record> unsigned = List.of(new Point(0.1 + 0.2, 1, "a"), new Point(0.0, null, null));

    assertThat(comparison(Set.of()).difference(expected, rounded)).isPresent();
    assertThat(comparison(Set.of("x")).difference(expected, rounded)).isEmpty();
    assertThat(comparison(Set.of()).difference(expected, unsigned)).isPresent();
    assertThat(comparison(Set.of()).difference(expected, expected)).isEmpty();
    assertThat(comparison(Set.of("x")).difference(expected, rounded.subList(0, 1))).isPresent();
  }

  private static RowComparison comparison(Set<String> rounded) {
    return new RowComparison(RecordType.of(Point.class), rounded);
  }

  @Test
  void anEngineThatBreaksIsADifference() {
    DifferentialSuite.Report report =
        run(
            relation -> {
              throw new IllegalStateException("broken");
            });

    assertThat(report.differences())
        .isNotEmpty()
        .allSatisfy(
            difference -> assertThat(difference.reason()).contains("not a StrideException"));
  }
}
