// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.service;

import dev.stride.api.spi.CodePath;
import dev.stride.store.Digests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The files that another machine needs to load what this process can: jars, those that their
 * manifests name, folders as jars, and native libraries that lie beside them. Spark's own jars are
 * left out: only drivers and executors need them.
 */
public final class ClassPath {
  private static final String SPARK = "spark-core_";

  private ClassPath() {}

  /**
   * The files in order.
   *
   * @param jar comes first, unless it is empty
   */
  public static List<Path> of(String jar) throws IOException {
    Set<Path> files = new LinkedHashSet<>();
    if (!jar.isEmpty()) {
      add(Path.of(jar).toAbsolutePath(), files);
    }
    for (Path entry : CodePath.entries()) {
      add(entry, files);
    }
    withoutSpark(files);
    for (Path file : List.copyOf(files)) {
      files.addAll(nativeLibraries(file));
    }
    return List.copyOf(files);
  }

  private static void add(Path entry, Set<Path> files) throws IOException {
    if (Files.isDirectory(entry)) {
      packed(entry).ifPresent(files::add);
    } else if (Files.isRegularFile(entry) && files.add(entry)) {
      for (String other : named(entry)) {
        add(Path.of(entry.toUri().resolve(URI.create(other))), files);
      }
    }
  }

  private static List<String> named(Path jar) throws IOException {
    try (JarFile open = new JarFile(jar.toFile())) {
      Manifest manifest = open.getManifest();
      String names =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return names == null ? List.of() : List.of(names.strip().split("\\s+"));
    }
  }

  private static void withoutSpark(Set<Path> files) {
    Optional<Path> folder =
        files.stream()
            .filter(file -> String.valueOf(file.getFileName()).startsWith(SPARK))
            .map(Path::getParent)
            .findFirst();
    folder.ifPresent(spark -> files.removeIf(file -> spark.equals(file.getParent())));
  }

  /** The launcher keeps DuckDB's library beside its jar, so that no start unpacks it. */
  private static List<Path> nativeLibraries(Path jar) throws IOException {
    if (!String.valueOf(jar.getFileName()).startsWith("duckdb_jdbc")) {
      return List.of();
    }
    try (Stream<Path> beside = Files.list(jar.resolveSibling("."))) {
      return beside
          .map(Path::normalize)
          .filter(file -> String.valueOf(file.getFileName()).contains(".so_linux"))
          .sorted()
          .toList();
    }
  }

  /** As a jar whose bytes depend on the folder's content alone; empty if there is nothing in it. */
  private static Optional<Path> packed(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    if (files.isEmpty()) {
      return Optional.empty();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Path file : files) {
        ZipEntry entry = new ZipEntry(folder.relativize(file).toString().replace('\\', '/'));
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    byte[] content = bytes.toByteArray();
    Path temporary = Files.createTempDirectory("stride-classes-");
    temporary.toFile().deleteOnExit();
    // Equal content has equal names, and no two folders share one.
    String name = "classes-" + Digests.of(content).substring(0, 16) + ".jar";
    Path jar = Files.write(temporary.resolve(name), content);
    jar.toFile().deleteOnExit();
    return Optional.of(jar);
  }
}
