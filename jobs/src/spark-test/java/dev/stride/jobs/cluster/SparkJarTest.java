// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the jar for {@code spark-submit} holds, and what it leaves to Spark. */
class SparkJarTest {
  private static final Path LIST = Path.of("runtime-deps.txt");
  private static final String COMMAND =
      "mvn -pl jobs -am verify -Dit.test=SparkJarTest -Dtest=None"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dstride.write=true";
  private static final Pattern OWN_JAR = Pattern.compile("(stride-[a-z0-9-]+?)-\\d.*\\.jar");
  private static final Pattern JAR_IN_REPOSITORY =
      Pattern.compile("(.+)/([^/]+)/([^/]+)/[^/]+\\.jar");

  private static Set<String> names(Path jar) throws IOException {
    try (JarFile open = new JarFile(jar.toFile())) {
      return open.stream().map(ZipEntry::getName).collect(Collectors.toSet());
    }
  }

  private static Set<String> classes(Path jar) throws IOException {
    return names(jar).stream()
        .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
        .filter(name -> !name.endsWith("-info.class"))
        .map(name -> name.replace("com/typesafe/config/", "dev/stride/shaded/config/"))
        .collect(Collectors.toSet());
  }

  /** The jars whose classes are in it, as {@code group:artifact:version}. */
  private static List<String> parts() throws IOException {
    Set<String> unexplained = classes(SparkJar.FILE);
    Set<String> all = Set.copyOf(unexplained);
    List<String> parts = new ArrayList<>();
    for (Path jar : classPath()) {
      Set<String> classes = classes(jar);
      if (!classes.isEmpty() && all.containsAll(classes)) {
        parts.add(coordinates(jar));
        unexplained.removeAll(classes);
      }
    }
    assertThat(unexplained).as("classes from nowhere").isEmpty();
    return parts.stream().sorted().toList();
  }

  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.toString().endsWith(".jar"))
        .toList();
  }

  private static String coordinates(Path jar) {
    Matcher own = OWN_JAR.matcher(jar.getFileName().toString());
    if (own.matches() || jar.endsWith("stride-jobs.jar")) {
      return "dev.stride:" + (own.matches() ? own.group(1) : "stride-jobs");
    }
    Path repository = Path.of(System.getProperty("stride.test.repository"));
    Matcher path =
        JAR_IN_REPOSITORY.matcher(repository.relativize(jar).toString().replace('\\', '/'));
    assertThat(path.matches()).as(jar.toString()).isTrue();
    return path.group(1).replace('/', '.') + ":" + path.group(2) + ":" + path.group(3);
  }

  @Test
  void holdsWhatTheCheckedInListSays() throws IOException {
    String parts = String.join("\n", parts()) + "\n";
    if (Boolean.getBoolean("stride.write")) {
      Files.writeString(LIST, parts);
    }

    assertThat(LIST).as("write it anew with %s", COMMAND).hasContent(parts);
  }

  @Test
  void leavesToSparkWhatSparkBrings() throws IOException {
    Set<String> brought = new HashSet<>();
    try (Stream<Path> jars = Files.list(SparkDistribution.find().home().resolve("jars"))) {
      for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
        brought.addAll(classes(jar));
      }
    }
    assertThat(classes(SparkJar.FILE)).doesNotContainAnyElementsOf(brought);
  }

  @Test
  void mergesServicesAndCarriesNoSignature() throws IOException {
    assertThat(names(SparkJar.FILE))
        .noneMatch(name -> name.matches("META-INF/.*\\.(SF|RSA|DSA)|.*module-info\\.class"));
    try (JarFile jar = new JarFile(SparkJar.FILE.toFile())) {
      String service = "META-INF/services/dev.stride.api.spi.BackendFactory";
      try (InputStream text = jar.getInputStream(jar.getEntry(service))) {
        assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8))
            .contains("LocalBackendFactory", "SparkBackendFactory");
      }
    }
  }

  @Test
  void startsByItsManifest() throws IOException {
    try (JarFile jar = new JarFile(SparkJar.FILE.toFile())) {
      Manifest manifest = jar.getManifest();
      assertThat(manifest.getMainAttributes().getValue("Main-Class"))
          .isEqualTo("dev.stride.runner.Main");
      assertThat(manifest.getMainAttributes().getValue("Add-Opens"))
          .isEqualTo("java.base/java.nio");
      assertThat(manifest.getMainAttributes().getValue("Class-Path")).isNull();
    }
  }
}
