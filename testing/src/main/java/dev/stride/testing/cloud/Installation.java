// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.cloud;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.opentest4j.TestAbortedException;

/** What tests install for themselves, once for all modules, below the project's {@code target}. */
final class Installation {
  private Installation() {}

  /** Installs into an empty folder. */
  interface Steps {
    void run(Path folder) throws IOException;
  }

  /**
   * The folder of that name, made by the first who needs it.
   *
   * @param cure what helps where it cannot be made
   */
  static Path of(String name, String cure, Steps steps) {
    Path target = root().resolve("target");
    Path folder = target.resolve(name);
    Path done = folder.resolve("installed");
    try {
      Files.createDirectories(target);
      try (FileChannel lock =
              FileChannel.open(
                  target.resolve(name + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = lock.lock()) {
        if (held.isValid() && !Files.exists(done)) {
          Files.createDirectories(folder);
          steps.run(folder);
          Files.createFile(done);
        }
      }
    } catch (IOException e) {
      throw unavailable("Cannot install " + name + ": " + e.getMessage() + " (" + cure + ")");
    }
    return folder;
  }

  /** The project's folder, whichever module's tests run. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    Path parent = folder.getParent();
    return parent != null && Files.exists(parent.resolve("build-parent/pom.xml")) ? parent : folder;
  }

  /** Tests that need it are not run, and say so; where everything must run, they fail. */
  static RuntimeException unavailable(String message) {
    return "true".equals(System.getenv("CI"))
        ? new IllegalStateException(message)
        : new TestAbortedException(message);
  }
}
