// SPDX-License-Identifier: Apache-2.0
package dev.stride.cloud;

import dev.stride.testing.cloud.LocalCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Starts clouds for tests, which share one image. */
final class Clouds {
  private static @Nullable Path image;

  private Clouds() {}

  /** Starts one for the tests of a class. */
  static LocalCloud start() {
    System.setProperty("stride.home", Path.of("").toAbsolutePath().getParent().toString());
    return LocalCloud.start(image());
  }

  private static synchronized Path image() {
    Path made = image;
    if (made == null) {
      try {
        made =
            ImageTool.build(
                Files.createTempDirectory(Path.of("target"), "image-"), LocalCloud.IMAGE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      image = made;
    }
    return made;
  }
}
