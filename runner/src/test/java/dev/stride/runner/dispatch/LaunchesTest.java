// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import dev.stride.api.spi.StepAttempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What guards a service on which attempts are launched. */
class LaunchesTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private CompletableFuture<StepAttempt> launch(
      Launches launches, Supplier<CompletionStage<StepAttempt>> service) {
    return launches
        .launch(
            () -> true,
            () -> {
              calls.incrementAndGet();
              return service.get();
            })
        .toCompletableFuture();
  }

  private static CompletionStage<StepAttempt> fails(FailureClass failureClass) {
    return CompletableFuture.failedFuture(
        new StrideException(failureClass, "Cannot launch: no (try later)", null));
  }

  private static CompletionStage<StepAttempt> started() {
    return CompletableFuture.completedFuture(new Done());
  }

  /** An attempt that has ended. */
  private static final class Done implements StepAttempt {
    @Override
    public CompletionStage<Object> completion() {
      return CompletableFuture.completedFuture("done");
    }

    @Override
    public void cancel() {}
  }

  private void failTimes(Launches launches, int times, FailureClass failureClass) {
    for (int number = 0; number < times; number++) {
      assertThat(launch(launches, () -> fails(failureClass)))
          .failsWithin(LONG)
          .withThrowableThat()
          .withMessageContaining("Cannot launch: no");
    }
  }

  @Test
  void asksNobodyForAWhileWhenMostLaunchesFailForReasonsOfTheService() {
    Launches launches = new Launches(Layer.BATCH, timer, LONG);
    failTimes(launches, 10, FailureClass.UNAVAILABLE);

    CompletableFuture<StepAttempt> next = launch(launches, LaunchesTest::started);

    assertThat(next).isNotDone();
    assertThat(calls).hasValue(10);
  }

  @Test
  void triesWhetherTheServiceIsBackAfterItsPause() {
    Launches launches = new Launches(Layer.BATCH, timer, Duration.ofMillis(1));
    failTimes(launches, 10, FailureClass.UNAVAILABLE);

    assertThat(launch(launches, LaunchesTest::started)).succeedsWithin(LONG);
  }

  @Test
  void goesOnAfterFailuresThatAreNotTheServices() {
    Launches launches = new Launches(Layer.BATCH, timer, LONG);
    failTimes(launches, 15, FailureClass.CONFIGURATION);

    assertThat(launch(launches, LaunchesTest::started)).succeedsWithin(LONG);
  }

  @Test
  void lets25LaunchesGoOnAtOnce() {
    Launches launches = new Launches(Layer.BATCH, timer, LONG);
    List<CompletableFuture<StepAttempt>> pending = new ArrayList<>();
    for (int number = 0; number < 26; number++) {
      CompletableFuture<StepAttempt> service = new CompletableFuture<>();
      pending.add(service);
      launch(launches, () -> service);
    }
    await().untilAsserted(() -> assertThat(calls).hasValue(25));

    pending.get(0).complete(new Done());

    await().untilAsserted(() -> assertThat(calls).hasValue(26));
  }

  @Test
  void launchesAgainWhatTheServiceThrottled() {
    Launches launches = new Launches(Layer.BATCH, timer, LONG);

    CompletableFuture<StepAttempt> attempt =
        launch(launches, () -> calls.get() < 3 ? fails(FailureClass.THROTTLED) : started());

    assertThat(attempt).succeedsWithin(LONG);
    assertThat(calls).hasValue(3);
  }

  @Test
  void passesOnWhatIsNoLongerWantedSoThatItIsRefusedWhereItWouldStart() {
    Launches launches = new Launches(Layer.BATCH, timer, LONG);
    failTimes(launches, 10, FailureClass.UNAVAILABLE);
    AtomicBoolean wanted = new AtomicBoolean(true);
    CompletableFuture<StepAttempt> next =
        launches.launch(wanted::get, () -> fails(FailureClass.CANCELLED)).toCompletableFuture();

    wanted.set(false);

    assertThat(next).failsWithin(LONG);
  }

  @Test
  void failsWithWhatTheLaunchThrowsAtOnce() {
    Launches launches = new Launches(Layer.BATCH, timer, LONG);

    assertThat(
            launch(
                launches,
                () -> {
                  throw new IllegalStateException("at once");
                }))
        .failsWithin(LONG)
        .withThrowableThat()
        .withMessageContaining("at once");
  }
}
