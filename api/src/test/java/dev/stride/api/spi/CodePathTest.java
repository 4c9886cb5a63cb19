// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodePathTest {
  @TempDir private Path folder;

  private static URL classes() {
    return CodePath.class.getProtectionDomain().getCodeSource().getLocation();
  }

  @Test
  void isThatOfThisJvm() {
    assertThat(CodePath.isKnown()).isTrue();
    assertThat(CodePath.entries()).contains(Path.of(URI.create(classes().toString())));
    assertThat(CodePath.text()).contains(classes().getPath().replaceAll("/$", ""));
    assertThat(CodePath.has(CodePathTest.class.getClassLoader())).isTrue();
  }

  @Test
  void doesNotHaveTheClassesOfAnotherLoader() throws Exception {
    try (URLClassLoader other = new URLClassLoader(new URL[] {classes()})) {
      assertThat(CodePath.has(other)).isFalse();
    }
  }

  /** As spark-submit loads an application. */
  @Test
  void hasTheFilesOfTheLoaderThatHasStride() throws Exception {
    URL blank = Files.createDirectory(folder.resolve("with blank")).toUri().toURL();
    try (URLClassLoader loader = loader(classes(), new URL("file:" + folder + "/with blank/"))) {
      Class<?> path = loader.loadClass(CodePath.class.getName());
      assertThat(path.getClassLoader()).isSameAs(loader);
      assertThat(path.getMethod("isKnown").invoke(null)).isEqualTo(true);
      assertThat(path.getMethod("has", ClassLoader.class).invoke(null, loader)).isEqualTo(true);
      assertThat((List<?>) path.getMethod("entries").invoke(null))
          .map(Object::toString)
          .endsWith(Path.of(classes().toURI()).toString(), Path.of(blank.toURI()).toString());
    }
  }

  @Test
  void isNotKnownWhereStrideComesFromNoFile() throws Exception {
    try (URLClassLoader loader = loader(classes(), new URL("http://127.0.0.1:9/none.jar"))) {
      Class<?> path = loader.loadClass(CodePath.class.getName());
      assertThat(path.getMethod("isKnown").invoke(null)).isEqualTo(false);
    }
  }

  private static URLClassLoader loader(URL... urls) {
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }
}
