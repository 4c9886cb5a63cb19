// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.failure.FailureKind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ThrownTest {

  private static Outcome.Thrown thrown(Throwable throwable) {
    return Outcome.Thrown.of(FailureKind.USER, throwable);
  }

  @Test
  void describesAnExceptionWithItsCauses() {
    Outcome.Thrown thrown = thrown(new IllegalStateException("outer", new IOException("inner")));

    assertThat(thrown.kind()).isEqualTo(FailureKind.USER);
    assertThat(thrown.type()).isEqualTo("java.lang.IllegalStateException");
    assertThat(thrown.message()).isEqualTo("outer");
    assertThat(thrown.causes()).containsExactly("java.io.IOException: inner");
    assertThat(thrown.frames().get(0)).contains("ThrownTest.describesAnExceptionWithItsCauses");
  }

  @Test
  void cutsLongMessages() {
    assertThat(thrown(new RuntimeException("x".repeat(8192))).message()).hasSize(8192);
    assertThat(thrown(new RuntimeException("x".repeat(50_000_000))).message())
        .isEqualTo("x".repeat(8192) + "… (50000000 characters)");
  }

  @Test
  void cutsNoCharacterInHalf() {
    assertThat(thrown(new RuntimeException("x".repeat(8191) + "😀")).message())
        .isEqualTo("x".repeat(8191) + "… (8193 characters)");
  }

  @Test
  void cutsCyclesOfCauses() {
    Exception first = new Exception("first");
    Exception second = new Exception("second", first);
    first.initCause(second);

    assertThat(thrown(first).causes()).containsExactly("java.lang.Exception: second");
  }

  @Test
  void keepsTenCausesAndThirtyFrames() {
    Exception exception = new Exception("0");
    for (int depth = 1; depth <= 20; depth++) {
      exception = new Exception("" + depth, exception);
    }

    assertThat(thrown(exception).causes())
        .hasSize(10)
        .startsWith("java.lang.Exception: 19")
        .endsWith("java.lang.Exception: 10");
    assertThat(thrown(deep(100)).frames()).hasSize(30);
  }

  private static Exception deep(int depth) {
    return depth == 0 ? new Exception("deep") : deep(depth - 1);
  }

  @Test
  void survivesMessagesThatAreNoneOrThrow() {
    assertThat(thrown(new Exception((String) null)).message()).isEmpty();
    assertThat(
            thrown(
                    new Exception() {
                      private static final long serialVersionUID = 1L;

                      @Override
                      public String getMessage() {
                        throw new IllegalStateException("hostile");
                      }
                    })
                .message())
        .endsWith("ThrownTest$1, whose message cannot be read");
  }
}
