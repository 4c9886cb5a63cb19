// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What an attempt on a thread leaves behind. */
@EnabledIf("listsChildren")
class ThreadAttemptTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CompletableFuture<Process> child = new CompletableFuture<>();

  /** Linux does, elsewhere nothing is known of them. */
  static boolean listsChildren() {
    return java.nio.file.Files.exists(java.nio.file.Path.of("/proc/thread-self/children"));
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    child.join().destroyForcibly();
  }

  private Process start() throws Exception {
    Process started = new ProcessBuilder("sleep", "300").start();
    child.complete(started);
    return started;
  }

  private ThreadAttempt attempt(java.util.concurrent.Callable<@Nullable Object> body) {
    return ThreadAttempt.start(threads, "step", body, () -> {});
  }

  private boolean isChildAliveAfter(ThreadAttempt attempt) {
    attempt.completion().handle((value, thrown) -> true).toCompletableFuture().join();
    // The JDK notes an end a while after it; a zombie is dead.
    return ProcessTable.isAlive(child.join().pid());
  }

  @Test
  void leavesNoChildWhenItIsCancelled() {
    ThreadAttempt attempt = attempt(() -> start().waitFor());
    child.join();

    attempt.cancel();

    assertThat(isChildAliveAfter(attempt)).isFalse();
  }

  @Test
  void leavesNoChildWhenItIsCancelledAndHeedsNoInterrupt() {
    ThreadAttempt attempt =
        attempt(
            () -> {
              Process started = start();
              while (started.isAlive()) {
                Thread.onSpinWait();
              }
              return null;
            });
    child.join();

    attempt.cancel();

    assertThat(isChildAliveAfter(attempt)).isFalse();
  }

  @Test
  void leavesNoChildWhenItFails() {
    ThreadAttempt attempt =
        attempt(
            () -> {
              throw new IllegalStateException("after " + start().pid());
            });

    assertThat(isChildAliveAfter(attempt)).isFalse();
    assertThat(attempt.completion().toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void keepsTheChildOfASuccess() {
    assertThat(isChildAliveAfter(attempt(() -> start().pid()))).isTrue();
  }
}
