// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.testing.fault.CommitRaces;
import dev.stride.testing.fault.FaultReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitRacesTest {
  @TempDir private Path folder;

  @Test
  void haveOneWinnerEach() throws Exception {
    FaultReport report = CommitRaces.run(folder, LongForm.isOn() ? 100_000 : 4_000, 2);

    System.out.println(report);
    assertThat(report.breaches()).isEmpty();
  }
}
