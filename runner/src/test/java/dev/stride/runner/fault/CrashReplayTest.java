// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.testing.fault.CrashReplay;
import dev.stride.testing.fault.FaultReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A loss of power after every operation on files. */
class CrashReplayTest {
  @TempDir private Path folder;

  @Test
  void findsWholeWhatWasCommitted() {
    CrashReplay replay = new CrashReplay(StrideScenario.ofEveryKind(), folder, 7);

    FaultReport report = LongForm.isOn() ? replay.run(400, 50) : replay.run(1, 20);

    System.out.println(report);
    assertThat(report.faults()).isGreaterThan(300);
    assertThat(report.breaches()).isEmpty();
  }
}
