// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.NonRetryable;
import dev.stride.api.failure.RetryAfter;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is known here of something that was thrown elsewhere. */
class RemoteFailureTest {
  private static final class Busy extends IOException implements RetryAfter, NonRetryable {
    private static final long serialVersionUID = 1L;

    private Busy() {
      super("busy");
    }

    @Override
    public Duration retryAfter() {
      return Duration.ofSeconds(7);
    }
  }

  private static RemoteFailure remote(Throwable thrown) {
    return new RemoteFailure(FailureDescription.of(thrown));
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void knowsItsTypesAndWhatTheySay() {
    RemoteFailure remote = remote(new Busy());

    assertThat(RemoteFailure.typeOf(remote)).isEqualTo(Busy.class.getName());
    assertThat(RemoteFailure.typesOf(remote))
        .isEqualTo(RemoteFailure.typesOf(new Busy()))
        .contains("java.io.IOException", "java.lang.Throwable", NonRetryable.class.getName());
    assertThat(RemoteFailure.retryAfterOf(remote)).contains(Duration.ofSeconds(7));
    assertThat(RemoteFailure.failureClassOf(remote)).isEmpty();
  }

  @Test
  void knowsTheClassOfOurOwnFailures() {
    RemoteFailure remote = remote(new StrideException(FailureKind.CONFIGURATION, "no file"));

    assertThat(RemoteFailure.failureClassOf(remote)).contains(FailureClass.CONFIGURATION);
  }

  @Test
  void printsAsTheOriginalDoes() {
    Throwable thrown = new IllegalStateException("outer", new UncheckedIOException(new Busy()));
    String trace = trace(remote(thrown));

    assertThat(trace.lines().filter(line -> !line.contains("more")).limit(2))
        .isEqualTo(trace(thrown).lines().limit(2).toList());
    assertThat(trace)
        .contains("Caused by: java.io.UncheckedIOException: " + Busy.class.getName() + ": busy")
        .contains("Caused by: " + Busy.class.getName() + ": busy");
  }

  @Test
  void hasNoMessageWhereTheOriginalHasNone() {
    assertThat(remote(new IllegalStateException())).hasMessage(null);
    assertThat(remote(new IllegalStateException()).toString())
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void isBoundedWhateverTheOriginalIs() {
    Throwable cause = new IOException("the first");
    for (int level = 0; level < 100; level++) {
      cause = new IOException("x".repeat(1 << 20), cause);
    }
    FailureDescription description = FailureDescription.of(cause);

    assertThat(description.message().orElseThrow()).hasSizeLessThan(8300);
    assertThat(description.causes()).hasSize(10);
    assertThat(description.frames()).hasSizeLessThanOrEqualTo(30);
  }

  @Test
  void describesWhatAnswersDifferentlyEachTime() {
    AtomicInteger asked = new AtomicInteger();
    Throwable thrown =
        new RuntimeException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            if (asked.incrementAndGet() > 2) {
              throw new IllegalStateException();
            }
            return "fine";
          }
        };

    assertThat(FailureDescription.of(thrown).type()).isEqualTo(thrown.getClass().getName());
  }
}
