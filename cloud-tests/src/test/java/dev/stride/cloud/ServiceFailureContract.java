// SPDX-License-Identifier: Apache-2.0
package dev.stride.cloud;

import dev.stride.jobs.failures.FailureContract;
import dev.stride.jobs.failures.MarksServer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract where attempts share no folder with the test, over a store on S3. */
abstract class ServiceFailureContract extends FailureContract {
  @RegisterExtension static final Clouds CLOUD = new Clouds();

  private @Nullable MarksServer marks;

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
    return CLOUD.get().settings();
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
