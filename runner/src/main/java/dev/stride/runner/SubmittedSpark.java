// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;

/**
 * The Spark whose {@code spark-submit} has started this process, looked at before any of its
 * libraries is used: an old one has old libraries.
 */
final class SubmittedSpark {
  /** What every Spark has in its core's jar. */
  private static final String INFO = "spark-version-info.properties";

  private static final int LEAST_MAJOR = 4;

  private SubmittedSpark() {}

  /** Why nothing can run on it, in one sentence. */
  static Optional<String> problem(ClassLoader classes) {
    return version(classes)
        .filter(SubmittedSpark::isTooOld)
        .map(
            version ->
                "Cannot use Spark: "
                    + version
                    + " (Stride needs 4.0 or later; choose another with SPARK_HOME)");
  }

  private static Optional<String> version(ClassLoader classes) {
    try (InputStream info = classes.getResourceAsStream(INFO)) {
      if (info == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(info);
      return Optional.ofNullable(properties.getProperty("version"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isTooOld(String version) {
    String major = version.split("\\.", 2)[0];
    return major.matches("[0-9]{1,4}") && Integer.parseInt(major) < LEAST_MAJOR;
  }
}
