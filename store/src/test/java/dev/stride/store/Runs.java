// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Run records for tests. */
final class Runs {
  static final Instant STARTED = Instant.parse("2024-05-06T07:08:09.123456789Z");

  private Runs() {}

  static RunRecord record(String run) {
    return record(run, STARTED);
  }

  static RunRecord record(String run, Instant started) {
    return new RunRecord(
        run,
        "delays",
        "dev.example.Delays",
        "",
        Map.of("min-rows", "1000"),
        Map.of("with", List.of("retry:3", "fit=batch")),
        "workflow delays\n",
        Map.of("fit", List.of("load")),
        "",
        "tagged",
        "0.1.0",
        started);
  }
}
