// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars by which a Spark reaches S3, as {@code --packages} would bring them. The build has
 * fetched them for the Spark backend.
 */
public final class S3aJars {
  private static final List<String> PLACES =
      List.of(
          "org/apache/hadoop/hadoop-aws",
          "org/apache/spark/spark-hadoop-cloud_2.13",
          "org/reactivestreams/reactive-streams",
          "software/amazon/eventstream",
          "software/amazon/awssdk");

  private S3aJars() {}

  /** Their files. */
  public static String separatedByCommas() throws IOException {
    Path repository = Path.of(System.getProperty("stride.test.repository"));
    try (Stream<Path> jars =
        PLACES.stream().map(repository::resolve).flatMap(place -> jarsBelow(place).stream())) {
      return jars.map(Path::toString).collect(Collectors.joining(","));
    }
  }

  private static List<Path> jarsBelow(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
