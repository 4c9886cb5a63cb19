// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Runs a {@link LocalCloud} until its process is ended; {@code testing/local-cloud} starts it. */
public final class LocalCloudMain {
  private LocalCloudMain() {}

  /**
   * Starts a cloud and writes the settings that find it.
   *
   * @param arguments a file with the image, and the file for the settings; another called {@code
   *     ready} is beside it once the cloud runs
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path settings = Path.of(arguments[1]);
    try (LocalCloud cloud = LocalCloud.start(Path.of(arguments[0]))) {
      Files.writeString(settings, text(cloud.settings()));
      Files.createFile(settings.resolveSibling("ready"));
      // The hooks of engine and server end them.
      new CountDownLatch(1).await();
    }
  }

  private static String text(Map<String, String> settings) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(settings)
        .forEach(
            (key, value) ->
                text.append(key).append(" = \"").append(value).append('"').append('\n'));
    return text.toString();
  }
}
