// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds the files of a source: one file, a folder's files of the format, or those of a pattern; for
 * backends.
 */
public final class SourcePaths {
  private SourcePaths() {}

  /**
   * The files as they are now, in the order of their paths.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if there are none
   */
  public static List<SourceFile> files(Scan scan) {
    return find(scan).stream().map(SourceFile::of).toList();
  }

  /**
   * The absolute paths of the files, in order.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if there are none
   */
  public static List<Path> find(Scan scan) {
    String text = scan.source().path();
    if (text.isBlank()) {
      throw missing(scan, "the path is blank");
    }
    try {
      Path path = Path.of(text);
      if (Files.isRegularFile(path)) {
        return List.of(path.toAbsolutePath());
      }
      List<Path> files = Files.isDirectory(path) ? inFolder(scan, path) : matching(path);
      if (files.isEmpty()) {
        throw missing(scan, Files.isDirectory(path) ? notInFolder(scan, path) : "no such file");
      }
      return files;
    } catch (InvalidPathException e) {
      throw missing(scan, "this is no path");
    } catch (IOException e) {
      throw missing(scan, e.toString());
    }
  }

  private static StrideException missing(Scan scan, String reason) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot read "
            + scan.source().format()
            + " dataset '"
            + scan.name()
            + "': "
            + (scan.source().path().isBlank() ? "no file" : scan.source().path())
            + " ("
            + reason
            + "; check the path, which starts at "
            + Path.of("").toAbsolutePath()
            + ")");
  }

  private static List<Path> inFolder(Scan scan, Path folder) throws IOException {
    String suffix = suffix(scan);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> name(file).endsWith(suffix) || name(file).endsWith(suffix + "l"))
          .sorted()
          .map(Path::toAbsolutePath)
          .toList();
    }
  }

  private static String suffix(Scan scan) {
    return switch (scan.source().format()) {
      case "CSV" -> ".csv";
      case "Parquet" -> ".parquet";
      case "Arrow" -> ".arrow";
      default -> ".json";
    };
  }

  private static String notInFolder(Scan scan, Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.noneMatch(Files::isDirectory)
          ? "the folder holds no such files"
          : "the folder itself holds no such files and its folders are not read; to read them too,"
              + " name "
              + folder.resolve("**").resolve("*" + suffix(scan));
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  private static List<Path> matching(Path pattern) throws IOException {
    Path absolute = pattern.toAbsolutePath().normalize();
    Path start = absolute;
    while (start != null && start.toString().contains("*")) {
      start = start.getParent();
    }
    if (start == null || start.equals(absolute) || !Files.isDirectory(start)) {
      return List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob(absolute));
    int depth =
        absolute.toString().contains("**")
            ? Integer.MAX_VALUE
            : absolute.getNameCount() - start.getNameCount();
    try (Stream<Path> files = Files.walk(start, depth)) {
      return files.filter(Files::isRegularFile).filter(matcher::matches).sorted().toList();
    }
  }

  /** Only the star is special. */
  private static String glob(Path path) {
    return path.toString().replaceAll("([\\\\\\[\\]{}?])", "\\\\$1");
  }
}
