// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** Installs Moto once and starts it. */
final class MotoLauncher {
  private static final String VERSION = "5.2.4";

  private MotoLauncher() {}

  static Process start() {
    Path environment = installed();
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              environment.resolve("bin/moto_server").toString(), "-H", "127.0.0.1", "-p", "0");
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start moto: " + environment, e);
    }
  }

  /** One environment for all modules, made by the first that needs it. */
  private static Path installed() {
    Path target = root().resolve("target");
    Path environment = target.resolve("moto-" + VERSION);
    Path done = environment.resolve("installed");
    try {
      Files.createDirectories(target);
      try (FileChannel lock =
              FileChannel.open(
                  target.resolve("moto.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = lock.lock()) {
        if (held.isValid() && !Files.exists(done)) {
          run(List.of("python3", "-m", "venv", environment.toString()));
          run(
              List.of(
                  environment.resolve("bin/pip").toString(),
                  "install",
                  "--quiet",
                  "--disable-pip-version-check",
                  "moto[server,s3]==" + VERSION));
          Files.createFile(done);
        }
      }
    } catch (IOException e) {
      throw unavailable(String.valueOf(e.getMessage()));
    }
    return environment;
  }

  /** The project's folder, whichever module's tests run. */
  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    Path parent = folder.getParent();
    return parent != null && Files.exists(parent.resolve("build-parent/pom.xml")) ? parent : folder;
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        List<String> lines = new ArrayList<>(said.lines().toList());
        throw new IOException(
            command.get(0) + ": " + (lines.isEmpty() ? "" : lines.get(lines.size() - 1)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static RuntimeException unavailable(String reason) {
    String message =
        "Cannot install moto: " + reason + " (install python3 with venv, and allow it PyPI)";
    return "true".equals(System.getenv("CI"))
        ? new IllegalStateException(message)
        : new TestAbortedException(message);
  }
}
