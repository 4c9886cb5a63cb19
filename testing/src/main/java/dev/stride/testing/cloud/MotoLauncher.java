// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.cloud;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Starts moto's server out of an environment of its own. */
final class MotoLauncher {
  private static final String VERSION = "5.2.4";
  private static final String SERVER = "moto_server.py";

  private MotoLauncher() {}

  /**
   * Starts it on a free port.
   *
   * @param environment what it needs to find a container engine
   */
  static Process start(Map<String, String> environment) {
    Path installed =
        Installation.of(
            "server-moto-" + VERSION,
            "install python3 with venv, and allow it PyPI",
            MotoLauncher::install);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              installed.resolve("bin/python").toString(),
              script().toString(),
              "-H",
              "127.0.0.1",
              "-p",
              "0");
      builder.environment().putAll(environment);
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start moto: " + installed, e);
    }
  }

  private static void install(Path folder) throws IOException {
    ProgramLauncher.run(List.of("python3", "-m", "venv", folder.toString()), Map.of());
    ProgramLauncher.run(
        List.of(
            folder.resolve("bin/pip").toString(),
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "moto[server,s3,batch,ec2]==" + VERSION),
        Map.of());
  }

  private static Path script() throws IOException {
    Path file = Files.createTempFile("stride-moto-", ".py");
    file.toFile().deleteOnExit();
    try (InputStream script = MotoLauncher.class.getResourceAsStream(SERVER)) {
      Files.copy(Objects.requireNonNull(script), file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
