// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.Budget;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.NonRetryable;
import dev.stride.api.failure.RetryAfter;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.runner.dispatch.NextAttempt.Again;
import dev.stride.runner.dispatch.NextAttempt.Stop;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who pays for which further attempt, and what is never tried again. */
class RetryDecisionTest {
  private static final long FOR_EVER = Long.MAX_VALUE;
  private static final MemorySize MACHINE = MemorySize.parse("8GiB");

  private static RetryPolicy retry(int times) {
    return RetryPolicy.times(times).delayedBy(Duration.ZERO);
  }

  private static RetryDecision decision(RetryPolicy policy, ResourceRequest resources) {
    return new RetryDecision(policy, false, resources, MACHINE, new RetryBucket());
  }

  private static RetryDecision decision(RetryPolicy policy) {
    return decision(policy, ResourceRequest.none());
  }

  private static NextAttempt after(RetryDecision decision, FailureClass failureClass) {
    return decision.after(failureClass, new IllegalStateException("no"), FOR_EVER);
  }

  private static Budget payer(NextAttempt next) {
    return next instanceof Again again ? again.paidBy() : Budget.NONE;
  }

  private static String stop(NextAttempt next) {
    assertThat(next).isInstanceOf(Stop.class);
    return ((Stop) next).reason();
  }

  @ParameterizedTest
  @EnumSource(FailureClass.class)
  void letsTheBudgetOfTheClassPay(FailureClass failureClass) {
    RetryDecision decision = decision(retry(3), ResourceRequest.ofMemory(MemorySize.parse("1GiB")));

    assertThat(payer(after(decision, failureClass))).isEqualTo(failureClass.budget());
  }

  @ParameterizedTest
  @EnumSource(value = FailureClass.class, names = "THROTTLED", mode = EnumSource.Mode.EXCLUDE)
  void makesExactlyOneAttemptWhereThatIsAsked(FailureClass failureClass) {
    RetryDecision once =
        new RetryDecision(
            retry(0),
            true,
            ResourceRequest.ofMemory(MemorySize.parse("1GiB")),
            MACHINE,
            new RetryBucket());

    assertThat(after(once, failureClass)).isInstanceOf(Stop.class);
  }

  @Test
  void letsNobodyPayWhereAServiceAsksForPatience() {
    RetryDecision decision = decision(retry(0), ResourceRequest.none());

    for (int times = 0; times < 100; times++) {
      assertThat(after(decision, FailureClass.THROTTLED))
          .isInstanceOfSatisfying(
              Again.class,
              again -> {
                assertThat(again.paidBy()).isEqualTo(Budget.NONE);
                assertThat(again.delayMillis()).isPositive();
              });
    }
    assertThat(stop(decision.after(FailureClass.THROTTLED, new IllegalStateException("no"), 1)))
        .isEqualTo("the deadline is too near");
  }

  @Test
  void keepsBudgetsApart() {
    RetryDecision decision = decision(retry(1), ResourceRequest.ofMemory(MemorySize.parse("1GiB")));
    List<Budget> payers = new ArrayList<>();
    for (FailureClass failureClass :
        List.of(
            FailureClass.HOST_LOST,
            FailureClass.HOST_LOST,
            FailureClass.HEAP_MEMORY,
            FailureClass.EXCEPTION,
            FailureClass.EXCEPTION)) {
      payers.add(payer(after(decision, failureClass)));
    }

    assertThat(payers)
        .containsExactly(Budget.SYSTEM, Budget.SYSTEM, Budget.ESCALATION, Budget.USER, Budget.NONE);
  }

  @Test
  void endsWhenABudgetIsSpentAndSaysWhich() {
    RetryDecision user = decision(retry(2));
    after(user, FailureClass.EXCEPTION);
    after(user, FailureClass.TIMEOUT);
    assertThat(stop(after(user, FailureClass.EXIT))).isEqualTo("its attempts are used up");
    RetryDecision system = decision(retry(0));
    for (int attempt = 1; attempt <= 5; attempt++) {
      assertThat(payer(after(system, FailureClass.WORKER_LOST))).isEqualTo(Budget.SYSTEM);
    }
    assertThat(stop(after(system, FailureClass.HOST_LOST)))
        .isEqualTo("its attempts after losses are used up");
    assertThat(stop(after(system, FailureClass.EXCEPTION)))
        .isEqualTo("no further attempt was asked for");
  }

  @Test
  void doublesMemoryUpToItsBoundAndOnlyWhenItRanOut() {
    RetryDecision decision = decision(retry(5), oneGibibyteUpTo("3GiB"));

    assertThat(memory(after(decision, FailureClass.EXCEPTION))).isEqualTo("1 GiB");
    assertThat(memory(after(decision, FailureClass.HEAP_MEMORY))).isEqualTo("2 GiB");
    assertThat(memory(after(decision, FailureClass.EXCEPTION))).isEqualTo("2 GiB");
    assertThat(memory(after(decision, FailureClass.HEAP_MEMORY))).isEqualTo("3 GiB");
  }

  @Test
  void asksForNoMoreThanItsBoundEvenOnceItHasReachedIt() {
    RetryDecision decision = decision(retry(0), oneGibibyteUpTo("2GiB"));

    assertThat(memory(after(decision, FailureClass.HEAP_MEMORY))).isEqualTo("2 GiB");
    assertThat(after(decision, FailureClass.HEAP_MEMORY)).isInstanceOf(Stop.class);
  }

  @Test
  void growsToTheMachinesMemoryWhereThereIsNoBoundAndThenAsksTheUser() {
    RetryDecision decision = decision(retry(1), ResourceRequest.ofMemory(MemorySize.parse("5GiB")));

    NextAttempt larger = after(decision, FailureClass.KERNEL_MEMORY);
    assertThat(payer(larger)).isEqualTo(Budget.ESCALATION);
    assertThat(memory(larger)).isEqualTo("8 GiB");
    assertThat(payer(after(decision, FailureClass.KERNEL_MEMORY))).isEqualTo(Budget.USER);
    assertThat(after(decision, FailureClass.KERNEL_MEMORY)).isInstanceOf(Stop.class);
  }

  private static ResourceRequest oneGibibyteUpTo(String most) {
    return new ResourceRequest(
        Optional.empty(),
        Optional.of(MemorySize.parse("1GiB")),
        Optional.empty(),
        Optional.empty(),
        Optional.of(MemorySize.parse(most)));
  }

  private static String memory(NextAttempt next) {
    return ((Again) next).resources().memory().map(MemorySize::toString).orElse("");
  }

  private static final class Hopeless extends RuntimeException implements NonRetryable {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void triesNothingAgainThatWasOptedOut() {
    RetryPolicy policy =
        new RetryPolicy(
            5,
            Duration.ZERO,
            List.of("java.io.IOException"),
            List.of("java.io.FileNotFoundException"),
            false,
            false);
    RetryDecision decision = decision(policy);

    assertThat(decision.after(FailureClass.EXCEPTION, new IOException("busy"), FOR_EVER))
        .isInstanceOf(Again.class);
    assertThat(
            stop(
                decision.after(
                    FailureClass.EXCEPTION, new FileNotFoundException("gone"), FOR_EVER)))
        .isEqualTo("FileNotFoundException is not tried again");
    assertThat(stop(after(decision, FailureClass.EXCEPTION)))
        .isEqualTo("IllegalStateException is none of what is tried again");
    assertThat(stop(decision.after(FailureClass.EXCEPTION, new Hopeless(), FOR_EVER)))
        .isEqualTo("Hopeless is not tried again");
    assertThat(stop(after(decision, FailureClass.TIMEOUT)))
        .isEqualTo("attempts that take too long are not made again");
    assertThat(payer(after(decision, FailureClass.EXIT))).isEqualTo(Budget.USER);
  }

  @Test
  void stopsAtPoisonOnlyWhereThatIsAsked() {
    RetryPolicy stopping = new RetryPolicy(5, Duration.ZERO, List.of(), List.of(), true, true);
    Exception here = at("com.acme.Flow", 7);
    RetryDecision decision = decision(stopping);

    assertThat(decision.after(FailureClass.EXCEPTION, here, FOR_EVER)).isInstanceOf(Again.class);
    assertThat(decision.after(FailureClass.EXCEPTION, at("com.acme.Flow", 8), FOR_EVER))
        .isInstanceOf(Again.class);
    assertThat(stop(decision.after(FailureClass.EXCEPTION, at("com.acme.Flow", 7), FOR_EVER)))
        .isEqualTo("it fails at the same place again: its input is poison");
    RetryDecision patient = decision(retry(5));
    patient.after(FailureClass.EXCEPTION, here, FOR_EVER);
    assertThat(patient.after(FailureClass.EXCEPTION, here, FOR_EVER)).isInstanceOf(Again.class);
  }

  private static Exception at(String type, int line) {
    Exception thrown = new IllegalStateException("at line " + line);
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("java.util.List", "of", "List.java", 1),
          new StackTraceElement(type, "step", "Flow.java", line)
        });
    return thrown;
  }

  private static final class Busy extends RuntimeException implements RetryAfter {
    private static final long serialVersionUID = 1L;

    @Override
    public Duration retryAfter() {
      return Duration.ofMillis(1234);
    }
  }

  @Test
  void waitsAsTheClassAndTheExceptionSay() {
    RetryDecision decision = decision(RetryPolicy.times(9));

    assertThat(delay(after(decision, FailureClass.HOST_LOST))).isZero();
    assertThat(delay(after(decision, FailureClass.EXCEPTION))).isBetween(500L, 1500L);
    assertThat(delay(after(decision, FailureClass.EXCEPTION))).isBetween(1000L, 3000L);
    assertThat(delay(decision.after(FailureClass.EXCEPTION, new Busy(), FOR_EVER))).isEqualTo(1234);
    assertThat(delay(after(decision, FailureClass.WORKER_LOST))).isBetween(500L, 120_000L);
  }

  private static long delay(NextAttempt next) {
    return ((Again) next).delayMillis();
  }

  @Test
  void startsNoAttemptBehindTheDeadline() {
    RetryDecision decision = decision(RetryPolicy.times(9));

    assertThat(stop(decision.after(FailureClass.EXCEPTION, new Busy(), 1234)))
        .isEqualTo("the deadline is too near");
    assertThat(decision.after(FailureClass.EXCEPTION, new Busy(), 1235)).isInstanceOf(Again.class);
  }

  @Test
  void stopsTheStormOfARunAndGoesOnWithItsSuccesses() {
    RetryBucket bucket = new RetryBucket();
    int again = 0;
    for (int task = 0; task < 1500; task++) {
      RetryDecision decision =
          new RetryDecision(retry(1), false, ResourceRequest.none(), MACHINE, bucket);
      again += after(decision, FailureClass.EXCEPTION) instanceof Again ? 1 : 0;
    }
    assertThat(again).isEqualTo(1000);
    bucket.giveBack();
    RetryDecision next =
        new RetryDecision(retry(2), false, ResourceRequest.none(), MACHINE, bucket);
    assertThat(after(next, FailureClass.EXCEPTION)).isInstanceOf(Again.class);
    assertThat(stop(after(next, FailureClass.EXCEPTION)))
        .isEqualTo("too many tasks of the run fail at once");
  }
}
