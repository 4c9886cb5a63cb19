// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code flight-delays} under {@code kill -9} at random moments, until one is let to its end. */
final class KillsBenchmark {
  private static final int TIMES = Integer.getInteger("stride.kills", 50);
  private static final int MOST_MILLIS = 2500;

  private final Path folder;
  private final SplittableRandom random = new SplittableRandom(42);
  private int kills;
  private int same;

  private KillsBenchmark(Path folder) {
    this.folder = folder;
  }

  static void run() throws Exception {
    new KillsBenchmark(Files.createTempDirectory("stride-kills-")).measure();
  }

  private void measure() throws Exception {
    Path reference = folder.resolve("reference");
    JsonNode expected = result(finished(reference, List.of("run", "flight-delays")));
    for (int time = 0; time < TIMES; time++) {
      if (result(ofKilledRuns(folder.resolve("store" + time))).equals(expected)) {
        same++;
      }
    }
    Report.row(
        "`flight-delays` killed at random moments, "
            + kills
            + " kills of "
            + TIMES
            + " runs: the same JSON in the end",
        same + " of " + TIMES,
        "all");
  }

  /** Kills the run, and what goes on from it, a few times, and lets the last one end. */
  private Path ofKilledRuns(Path store) throws Exception {
    int times = random.nextInt(1, 4);
    for (int kill = 0; kill < times; kill++) {
      Process process = start(store, next(store), store.resolveSibling("out"));
      if (!process.waitFor(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        kills++;
      }
    }
    return finished(store, next(store));
  }

  /** A run that was killed before it had its record is started again. */
  private static List<String> next(Path store) throws IOException {
    boolean isThere;
    try (Stream<Path> files = Files.exists(store) ? Files.walk(store) : Stream.empty()) {
      isThere = files.anyMatch(file -> file.endsWith("run.json"));
    }
    return isThere ? List.of("resume", "last") : List.of("run", "flight-delays");
  }

  private Path finished(Path store, List<String> command) throws Exception {
    Path out = store.resolveSibling("out");
    int code = start(store, command, out).waitFor();
    if (code != 0) {
      throw new IllegalStateException("Cannot finish " + command + ": exit code " + code);
    }
    return out;
  }

  private Process start(Path store, List<String> command, Path out) throws IOException {
    List<String> line = new ArrayList<>(List.of(Path.of("..", "stride").toRealPath().toString()));
    line.addAll(command);
    line.addAll(List.of("--output", "json", "-q", "--conf", "stride.store=" + store));
    return new ProcessBuilder(line)
        .directory(Path.of("..").toRealPath().toFile())
        .redirectOutput(out.toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  private static JsonNode result(Path json) throws IOException {
    return new ObjectMapper().readTree(json.toFile()).path("result");
  }
}
