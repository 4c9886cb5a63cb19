// SPDX-License-Identifier: Apache-2.0
package dev.stride.cloud;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A run by the command line in a process that can be killed. */
final class Orchestrator {
  private final Process process;
  private final String run;

  private Orchestrator(Process process, String run) {
    this.process = process;
    this.run = run;
  }

  /** Starts a run of {@link Deeds}; returns when it has its name. */
  static Orchestrator start(Map<String, String> settings, String deed, int slots, String with)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Daws.accessKeyId=test",
                "-Daws.secretAccessKey=test",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stride.runner.Main",
                "run",
                Deeds.class.getName(),
                "--deed",
                deed,
                "--slots",
                String.valueOf(slots),
                "--with",
                with));
    settings.forEach(
        (key, value) -> {
          command.add("--conf");
          command.add(key + "=" + value);
        });
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      if (line.startsWith("Run ")) {
        return new Orchestrator(process, line.substring("Run ".length()).strip());
      }
    }
    throw new IOException(said.toString());
  }

  String run() {
    return run;
  }

  /** As by {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
