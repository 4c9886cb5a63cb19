// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.jobs.flights.FlightFiles;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedExampleTest {
  @Test
  void answersFromInsideAnApplication(@TempDir Path store) {
    try (Stride stride = Stride.with(Settings.of(Map.of("stride.store", store.toString())))) {
      assertThat(
              new EmbeddedExample(stride)
                  .latestRoutes(2, FlightFiles.parameters(FlightFiles.COMMITTED)))
          .containsExactly(
              "EWR to CAE: 44.6 minutes late on average, of 94 flights",
              "EWR to TYS: 41.2 minutes late on average, of 313 flights");
    }
  }
}
