// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The class path by which another process finds what this one has loaded: that of this JVM, and the
 * files of the class loader that has Stride, as in a driver that {@code spark-submit} has started.
 */
public final class CodePath {
  private static final ClassLoader SYSTEM = ClassLoader.getSystemClassLoader();

  private CodePath() {}

  /** Whether a class of that loader, or of one above it, is found by it. */
  public static boolean has(ClassLoader loader) {
    return loader == SYSTEM || (loader == ours() && files(loader).isPresent());
  }

  /** Whether another process would find Stride. */
  public static boolean isKnown() {
    return has(ours());
  }

  /** Its entries in order, without blank ones. */
  public static List<Path> entries() {
    List<Path> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        entries.add(Path.of(entry).toAbsolutePath());
      }
    }
    if (ours() != SYSTEM) {
      entries.addAll(files(ours()).orElse(List.of()));
    }
    return entries;
  }

  /** Its entries as an argument of {@code java -cp}. */
  public static String text() {
    return entries().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static ClassLoader ours() {
    ClassLoader loader = CodePath.class.getClassLoader();
    return loader == null ? SYSTEM : loader;
  }

  /** Empty if some of it are no files of this machine. */
  private static Optional<List<Path>> files(ClassLoader loader) {
    URL[] urls = loader instanceof URLClassLoader known ? known.getURLs() : new URL[0];
    boolean areFiles = Arrays.stream(urls).allMatch(url -> url.getProtocol().equals("file"));
    return areFiles && urls.length > 0
        ? Optional.of(Arrays.stream(urls).map(CodePath::path).distinct().toList())
        : Optional.empty();
  }

  /** Who made the address may not have encoded blanks. */
  private static Path path(URL url) {
    return Path.of(URI.create(url.toString().replace(" ", "%20")));
  }
}
