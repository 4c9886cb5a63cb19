// SPDX-License-Identifier: Apache-2.0
package dev.stride.cloud;

import dev.stride.jobs.failures.FailureContract;
import dev.stride.jobs.failures.MarksServer;
import dev.stride.testing.cloud.LocalCloud;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The contract where attempts share no folder with the test, over a store on S3. */
abstract class ServiceFailureContract extends FailureContract {
  private static @Nullable LocalCloud cloud;

  private @Nullable MarksServer marks;

  @BeforeAll
  static void startCloud() {
    cloud = Clouds.start();
  }

  @AfterAll
  static void stopCloud() {
    if (cloud != null) {
      cloud.close();
    }
  }

  @BeforeEach
  void startMarks() {
    marks = new MarksServer();
  }

  @AfterEach
  void stopMarks() {
    marks.close();
  }

  @Override
  protected boolean isOverRows() {
    return false;
  }

  @Override
  protected Map<String, String> settings() {
    return cloud.settings();
  }

  @Override
  protected String marks() {
    return marks.address();
  }

  @Override
  protected long count(String what) {
    return marks.count(what);
  }

  @Override
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }
}
