// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.api.failure.FailureKind;
import dev.stride.runner.RunFailed;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What code throws that talks to Spark itself is the step's, like any other. */
class NativeFailureTest {
  @TempDir private Path folder;
  private Stride stride;

  @BeforeEach
  void open() {
    stride =
        Stride.with(
            Settings.of(
                Map.of(
                    "stride.store", folder.resolve("store").toString(),
                    "spark.master", "local[2]",
                    "spark.ui.enabled", "false")));
  }

  @AfterEach
  void close() {
    stride.close();
  }

  private Map<String, ?> parameters(String deed) {
    return Map.of("deed", deed, "folder", folder.toString());
  }

  @Test
  void triesItAgain() {
    assertThat(stride.run(new NativeTrial(), parameters("fail-twice")).value(String.class))
        .isEqualTo("3 rows");
    assertThat(folder.resolve("act")).hasSize(3);
  }

  @Test
  void namesWhatItThrew() throws Exception {
    RunFailed failed =
        catchThrowableOfType(
            RunFailed.class, () -> stride.run(new NativeTrial(), parameters("fail")));

    assertThat(failed)
        .hasMessage(
            "Cannot finish step 'act' after 3 attempts: java.lang.IllegalStateException: no luck");
    assertThat(failed.kind()).isEqualTo(FailureKind.USER);
    assertThat(Files.size(folder.resolve("act"))).isEqualTo(3);
  }
}
