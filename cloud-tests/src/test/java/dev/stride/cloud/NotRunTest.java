// SPDX-License-Identifier: Apache-2.0
package dev.stride.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.TestAbortedException;

/** The line that tells what was not run. */
class NotRunTest {

  /** Needs what no machine has. */
  static class Unavailable {
    @BeforeAll
    static void start() {
      throw new TestAbortedException("Cannot install engine: no apt-get (use Debian)");
    }

    @Test
    void isNotRun() {
      throw new AssertionError();
    }

    @Test
    void isNotRunEither() {
      throw new AssertionError();
    }
  }

  /** Needs nothing. */
  static class Available {
    @Test
    void isRun() {
      assertThat(Available.class).isNotNull();
    }
  }

  private static String said(Class<?> tests) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
    LauncherConfig alone =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      LauncherFactory.create(alone).execute(request, new NotRun(out));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void countsTheTestsThatWereNotRunAndTellsTheCure() {
    assertThat(said(Unavailable.class))
        .isEqualToIgnoringNewLines(
            "2 container tests were not run: Cannot install engine: no apt-get (use Debian)");
  }

  @Test
  void saysNothingWhereAllWereRun() {
    assertThat(said(Available.class)).isEmpty();
  }
}
