// SPDX-License-Identifier: Apache-2.0
package dev.stride.cloud;

import dev.stride.testing.cloud.LocalCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts a cloud for the tests of a class and stops it behind them; all share one image. */
final class Clouds implements BeforeAllCallback, AfterAllCallback {
  private static @Nullable Path image;

  private @Nullable LocalCloud cloud;

  /** The one that runs. */
  LocalCloud get() {
    return Objects.requireNonNull(cloud, "no cloud runs");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    cloud = start();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (cloud != null) {
      cloud.close();
      cloud = null;
    }
  }

  /** Starts one that the caller closes. */
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
