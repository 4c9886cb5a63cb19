// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.left;
import static dev.stride.api.expression.Functions.right;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stride.api.Dataset;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Rows;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.api.type.RecordType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an attempt's cancellation reaches. */
public class LocalBackendTest {
  /** A number. */
  public record Number(int value) {}

  /** A pair of numbers. */
  public record Pair(int left, int right) {}

  private final LocalBackend backend = LocalBackend.open(Map.of());

  @AfterEach
  void close() {
    backend.close();
  }

  private Dataset<Number> numbers(int count) {
    List<Number> rows = IntStream.range(0, count).mapToObj(Number::new).toList();
    return Dataset.of(Number.class, new Rows(RecordType.of(Number.class), rows), backend.reader());
  }

  /** More pairs than any machine looks at in the time of a test. */
  private Dataset<Pair> endless() {
    return numbers(60_000)
        .crossJoin(numbers(60_000))
        .select(Pair.class, left(Number::value), right(Number::value))
        .filter(field(Pair::left).mod(7).eq(field(Pair::right).mod(7).minus(9)));
  }

  private static Throwable cause(StepAttempt attempt) {
    Throwable thrown = catchThrowable(() -> attempt.completion().toCompletableFuture().get());
    return thrown instanceof ExecutionException ? thrown.getCause() : thrown;
  }

  @Test
  void stopsTheQueryThatTheCodeOfAStepWaitsFor() throws Exception {
    Dataset<Pair> endless = endless();
    CountDownLatch reading = new CountDownLatch(1);
    StepAttempt attempt =
        backend.start(
            new StepTask.Compute(
                "count",
                () -> {
                  reading.countDown();
                  return endless.rowCount();
                }));
    reading.await();
    attempt.cancel();
    assertThat(cause(attempt))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CANCELLED));
  }

  @Test
  void interruptsCodeThatWaits() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    StepAttempt attempt =
        backend.start(
            new StepTask.Compute(
                "wait",
                () -> {
                  waiting.countDown();
                  new CountDownLatch(1).await();
                  return 1;
                }));
    waiting.await();
    attempt.cancel();
    assertThat(cause(attempt)).isInstanceOf(InterruptedException.class);
  }
}
