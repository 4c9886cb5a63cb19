// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class UserJarsTest {
  private final ClassLoader own = UserJarsTest.class.getClassLoader();

  @Test
  void areThoseThatTheUserHasOpened() throws Exception {
    URL[] places = {new URL("file:/jobs/app.jar"), new URL("file:/jobs/classes/")};
    try (URLClassLoader opened = new URLClassLoader(places, own)) {
      assertThat(UserJars.beside(opened, "")).isEqualTo("file:/jobs/app.jar");
      assertThat(UserJars.beside(opened, "a.jar,b.jar"))
          .isEqualTo("a.jar,b.jar,file:/jobs/app.jar");
    }
  }

  @Test
  void areNoneOfThoseOnTheClassPath() {
    assertThat(UserJars.beside(own, "")).isEmpty();
    assertThat(UserJars.beside(own, "a.jar")).isEqualTo("a.jar");
  }
}
