// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.example;

import dev.stride.jobs.flights.FlightDelays;
import dev.stride.jobs.flights.Summary;
import dev.stride.jobs.flights.Summary.RouteDelay;
import dev.stride.runner.RunResult;
import dev.stride.runner.Stride;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A part of an application that answers its questions by workflows. The application opens Stride
 * once, hands it to the parts that need it, and closes it at its end.
 */
public final class EmbeddedExample {
  private final Stride stride;

  public EmbeddedExample(Stride stride) {
    this.stride = stride;
  }

  public static void main(String[] arguments) {
    try (Stride stride = Stride.local()) {
      new EmbeddedExample(stride).latestRoutes(3, Map.of()).forEach(System.out::println);
    }
  }

  /** The routes with the longest delays, a sentence each. */
  public List<String> latestRoutes(int count, Map<String, ?> parameters) {
    RunResult result = stride.run(new FlightDelays(), parameters);
    Summary summary = result.value(Summary.class);
    return summary.routes().stream().limit(count).map(EmbeddedExample::sentence).toList();
  }

  private static String sentence(RouteDelay route) {
    return String.format(
        Locale.ROOT,
        "%s to %s: %.1f minutes late on average, of %d flights",
        route.origin(),
        route.dest(),
        route.meanDelay(),
        route.flights());
  }
}
