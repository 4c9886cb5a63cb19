// SPDX-License-Identifier: Apache-2.0
package dev.stride.cloud;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Makes an image of this test's class path as {@code stride package} does, in its own process. */
final class ImageTool {
  private ImageTool() {}

  /** Makes it; tells its file. */
  static Path build(Path folder, String name) {
    try {
      Path jars = Files.createDirectories(folder.resolve("jars"));
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        Path file = Path.of(entry).toAbsolutePath();
        if (entry.isEmpty()) {
          continue;
        }
        if (Files.isDirectory(file)) {
          pack(file, jars);
        } else if (Files.isRegularFile(file)) {
          Files.copy(file, jars.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Path tar = folder.resolve("image.tar");
      run("--jars", jars.toString(), "--tar", tar.toString(), "--name", name);
      return tar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Modules that were only compiled are folders of classes. */
  private static void pack(Path classes, Path jars) {
    String name = classes.toString().replaceAll("[^A-Za-z0-9]+", "-");
    Path jar = jars.resolve("stride" + name + ".jar");
    int code =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(System.out, System.err, "cf", jar.toString(), "-C", classes.toString(), ".");
    if (code != 0) {
      throw new IllegalStateException("Cannot pack " + classes);
    }
  }

  /** Runs the command; tells what it has printed. */
  static String run(String... arguments) throws IOException {
    Path target = Path.of("").toAbsolutePath().resolveSibling("image").resolve("target");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                target.resolve("classes") + File.pathSeparator + target.resolve("lib") + "/*",
                "dev.stride.image.PackageMain"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return said;
  }
}
