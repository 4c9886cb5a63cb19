// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.testing.fault.FailingOperations;
import dev.stride.testing.fault.FailingProbe.Extent;
import dev.stride.testing.fault.Fault;
import dev.stride.testing.fault.FaultReport;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every place at which a disk can fail; in the short form some of them, other ones per fault. */
class FailingOperationsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "NO_SPACE, ONE, 1",
    "TORN, ONE, 2",
    "INPUT_OUTPUT, ONE, 3",
    "DENIED, ONE, 4",
    "ANSWER_LOST, ONE, 5",
    "NO_SPACE, ALL_LATER, 6",
    "INPUT_OUTPUT, ALL_LATER, 7",
    "DENIED, ALL_LATER, 8",
    "ANSWER_LOST, ALL_LATER, 9",
  })
  void breakNothingThatWasCommitted(Fault fault, Extent extent, int first) {
    breakNothing(
        FailingOperations.onFolders(StrideScenario.ofEveryKind(), folder), fault, extent, first, 8);
  }

  /** A network has answers that are lost, and services that refuse. */
  @ParameterizedTest
  @CsvSource({
    "INPUT_OUTPUT, ONE, 1",
    "ANSWER_LOST, ONE, 2",
    "DENIED, ONE, 3",
    "INPUT_OUTPUT, ALL_LATER, 4",
    "ANSWER_LOST, ALL_LATER, 5",
    "DENIED, ALL_LATER, 6",
  })
  void breakNothingThatWasCommittedInObjects(Fault fault, Extent extent, int first) {
    breakNothing(
        FailingOperations.onObjects(StrideScenario.ofEveryKind(), folder), fault, extent, first, 4);
  }

  private static void breakNothing(
      FailingOperations operations, Fault fault, Extent extent, int first, int least) {
    FaultReport report =
        LongForm.isOn()
            ? operations.run(fault, extent, 1, 1)
            : operations.run(fault, extent, 10, first);

    System.out.println(report);
    assertThat(report.faults()).isGreaterThan(least);
    assertThat(report.breaches()).isEmpty();
  }
}
