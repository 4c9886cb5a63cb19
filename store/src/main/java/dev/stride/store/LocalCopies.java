// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files of this machine for objects elsewhere: outputs before they are sent, and copies of what is
 * read. They lie in a temporary folder that goes with the process. Thread-safe.
 */
final class LocalCopies {
  private @Nullable Path folder;

  private synchronized Path folder() {
    Path made = folder;
    if (made == null) {
      try {
        made = Files.createTempDirectory("stride-objects-");
      } catch (IOException e) {
        throw failure("create a temporary folder in", Path.of(tmp()), e);
      }
      Path deleted = made;
      Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteTree(deleted)));
      folder = made;
    }
    return made;
  }

  private static String tmp() {
    return System.getProperty("java.io.tmpdir");
  }

  /** Where the copy of an object lies, if there is one. */
  Path of(String key) {
    return folder().resolve(key);
  }

  Path emptyFolder(String key) {
    Path made = of(key);
    deleteTree(made);
    try {
      return Files.createDirectories(made);
    } catch (IOException e) {
      throw failure("create folder", made, e);
    }
  }

  /** In order of names. */
  List<Path> filesIn(String key) {
    Path made = of(key);
    try (Stream<Path> files = Files.list(made)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw failure("list", made, e);
    }
  }

  private static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // The system clears its temporary folder.
      return;
    }
  }

  private static StrideException failure(String verb, Path file, IOException cause) {
    return new StrideException(
        FailureKind.RESOURCES,
        "Cannot "
            + verb
            + " "
            + file
            + ": "
            + cause.getMessage()
            + " (free space there, or set -Djava.io.tmpdir)",
        cause);
  }
}
