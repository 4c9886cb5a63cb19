// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.spi.AttemptTerms;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.RemoteStep;
import dev.stride.api.spi.StepTask;
import dev.stride.backend.local.LocalBackend;
import dev.stride.runner.bench.Interval;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls that do nothing in a worker process, one after the other, and the first one of a process.
 */
final class WorkersBenchmark {
  private static final int CALLS = 1000;
  private static final int BLOCKS = 9;
  private static final byte[] ELEMENT = "7".getBytes(StandardCharsets.UTF_8);

  private WorkersBenchmark() {}

  static void run() throws Exception {
    try (Backend backend = LocalBackend.open(Map.of())) {
      Contest contest =
          new Contest()
              .with("warm", () -> calls(backend, CALLS))
              .with("warm again", () -> calls(backend, CALLS))
              .run(BLOCKS);
      Interval seconds = contest.seconds("warm");
      Report.row(
          "a call in a worker process that is there, there and back, µs",
          each(seconds).text("%.0f"),
          "≤ 2000");
      Report.row("… the same calls / themselves", ratio(contest).text("%.2f"), "control");
    }
    Contest first = new Contest().with("first", WorkersBenchmark::firstCall).run(BLOCKS);
    Report.row(
        "the first call, with the start of its process, seconds",
        first.seconds("first").text("%.2f"),
        "");
  }

  private static Interval each(Interval seconds) {
    return new Interval(
        seconds.median() * 1e6 / CALLS, seconds.low() * 1e6 / CALLS, seconds.high() * 1e6 / CALLS);
  }

  private static Interval ratio(Contest contest) {
    return contest.ratio("warm again", "warm");
  }

  private static long firstCall() throws Exception {
    try (Backend backend = LocalBackend.open(Map.of())) {
      return calls(backend, 1);
    }
  }

  private static long calls(Backend backend, int count) throws Exception {
    RemoteStep step =
        new RemoteStep(
            NoOps.class.getName(),
            "",
            Map.of("slots", "1"),
            "nothing",
            List.of(new RemoteStep.Argument.Element()),
            RemoteStep.Secrets.none());
    long sum = 0;
    for (int call = 0; call < count; call++) {
      StepTask task =
          new StepTask.Call(
              "nothing",
              step,
              Optional.of(ELEMENT),
              ResourceRequest.none(),
              AttemptTerms.of(""),
              (bytes, offset, length) -> {});
      Object json = backend.start(task).completion().toCompletableFuture().get();
      sum += ((byte[]) json)[0] - '0';
    }
    return sum;
  }
}
