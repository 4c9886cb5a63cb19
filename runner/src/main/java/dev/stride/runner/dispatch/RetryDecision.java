// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.Budget;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.NonRetryable;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.api.spi.RemoteFailure;
import dev.stride.runner.dispatch.NextAttempt.Again;
import dev.stride.runner.dispatch.NextAttempt.Stop;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what follows each failure of one task, and keeps its budgets. Used by one attempt after
 * the other; not thread-safe.
 */
final class RetryDecision {
  private static final int SYSTEM_ATTEMPTS = 5;
  private static final int ESCALATIONS = 2;
  private static final double JITTER = 0.5;
  private static final long SYSTEM_DELAY_MILLIS = 1000;

  private final RetryPolicy policy;
  private final MemorySize mostMemory;
  private final RetryBucket bucket;
  private final Set<String> fingerprints = new HashSet<>();
  private ResourceRequest resources;
  private int userLeft;
  private int systemLeft;
  private int escalationsLeft;
  private int delays;

  RetryDecision(
      RetryPolicy policy,
      boolean isExactlyOnce,
      ResourceRequest resources,
      MemorySize machineMemory,
      RetryBucket bucket) {
    this.policy = policy;
    this.resources = resources;
    this.mostMemory = resources.maxMemory().orElse(machineMemory);
    this.bucket = bucket;
    this.userLeft = policy.times();
    this.systemLeft = isExactlyOnce ? 0 : SYSTEM_ATTEMPTS;
    this.escalationsLeft = isExactlyOnce ? 0 : ESCALATIONS;
  }

  /**
   * What follows; charges who pays for it.
   *
   * @param millisLeft until the deadline
   */
  NextAttempt after(FailureClass failureClass, Throwable thrown, long millisLeft) {
    Optional<String> refusal = refusal(failureClass, thrown);
    if (refusal.isPresent()) {
      return new Stop(refusal.get());
    }
    if (failureClass == FailureClass.THROTTLED) {
      return paced(thrown, millisLeft);
    }
    Optional<MemorySize> larger = larger(failureClass);
    Budget budget = paying(failureClass, larger);
    long delay = delay(failureClass, thrown);
    if (left(budget) <= 0) {
      return new Stop(spent(budget));
    }
    if (delay >= millisLeft) {
      return new Stop("the deadline is too near");
    }
    if (!bucket.take()) {
      return new Stop("too many tasks of the run fail at once");
    }
    charge(budget);
    larger.ifPresent(size -> resources = resources.withMemory(size));
    return new Again(delay, budget, resources);
  }

  /** A service that asks for patience has done nothing: nobody pays. */
  private NextAttempt paced(Throwable thrown, long millisLeft) {
    long delay = delay(FailureClass.THROTTLED, thrown);
    return delay >= millisLeft
        ? new Stop("the deadline is too near")
        : new Again(delay, Budget.NONE, resources);
  }

  private Optional<String> refusal(FailureClass failureClass, Throwable thrown) {
    List<String> types = RemoteFailure.typesOf(thrown);
    if (failureClass.budget() == Budget.NONE && failureClass != FailureClass.THROTTLED) {
      return Optional.of(failureClass + " is not tried again");
    }
    if (types.contains(NonRetryable.class.getName())
        || types.stream().anyMatch(policy.except()::contains)) {
      return Optional.of(simpleName(thrown) + " is not tried again");
    }
    if (failureClass == FailureClass.EXCEPTION
        && !policy.only().isEmpty()
        && types.stream().noneMatch(policy.only()::contains)) {
      return Optional.of(simpleName(thrown) + " is none of what is tried again");
    }
    if (failureClass == FailureClass.TIMEOUT && !policy.onTimeout()) {
      return Optional.of("attempts that take too long are not made again");
    }
    boolean repeated =
        failureClass == FailureClass.EXCEPTION && !fingerprints.add(Fingerprint.of(thrown));
    return repeated && policy.stopOnRepeat()
        ? Optional.of("it fails at the same place again: its input is poison")
        : Optional.empty();
  }

  private static String simpleName(Throwable thrown) {
    String type = RemoteFailure.typeOf(thrown);
    return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
  }

  /** Twice the memory where that is more and is to be had. */
  private Optional<MemorySize> larger(FailureClass failureClass) {
    if (failureClass.budget() != Budget.ESCALATION || resources.memory().isEmpty()) {
      return Optional.empty();
    }
    MemorySize asked = resources.memory().get();
    long next = Math.min(mostMemory.bytes(), Math.multiplyExact(asked.bytes(), 2L));
    return next > asked.bytes() ? Optional.of(new MemorySize(next)) : Optional.empty();
  }

  /** Where no memory was asked for, none can be added: another attempt is the user's to grant. */
  private Budget paying(FailureClass failureClass, Optional<MemorySize> larger) {
    boolean escalates = failureClass.budget() == Budget.ESCALATION;
    return escalates && larger.isEmpty() ? Budget.USER : failureClass.budget();
  }

  private int left(Budget budget) {
    return switch (budget) {
      case USER -> userLeft;
      case SYSTEM -> systemLeft;
      case ESCALATION -> escalationsLeft;
      case NONE -> 0;
    };
  }

  private void charge(Budget budget) {
    switch (budget) {
      case USER -> userLeft--;
      case SYSTEM -> systemLeft--;
      case ESCALATION -> escalationsLeft--;
      case NONE -> throw new IllegalStateException("Cannot charge nobody");
    }
  }

  private String spent(Budget budget) {
    return switch (budget) {
      case USER ->
          policy.times() == 0 ? "no further attempt was asked for" : "its attempts are used up";
      case SYSTEM -> "its attempts after losses are used up";
      case ESCALATION -> "its attempts with more memory are used up";
      case NONE -> "it is not tried again";
    };
  }

  /** A lost host says nothing about the next one; more memory needs no wait. */
  private long delay(FailureClass failureClass, Throwable thrown) {
    Optional<Duration> known = RemoteFailure.retryAfterOf(thrown);
    if (known.isPresent()) {
      return Math.max(0, known.get().toMillis());
    }
    return switch (failureClass) {
      case HOST_LOST, HEAP_MEMORY, KERNEL_MEMORY -> 0;
      case UNAVAILABLE, THROTTLED, WORKER_LOST -> backoff(SYSTEM_DELAY_MILLIS);
      default -> backoff(policy.delay().toMillis());
    };
  }

  private long backoff(long firstMillis) {
    delays++;
    return backoff(firstMillis, RetryPolicy.MAX_DELAY.toMillis(), delays);
  }

  /** The wait before the n-th further attempt: doubled each time, ±50 % at random. */
  static long backoff(long firstMillis, long mostMillis, int number) {
    return firstMillis == 0
        ? 0
        : IntervalFunction.ofExponentialRandomBackoff(firstMillis, 2, JITTER, mostMillis)
            .apply(number);
  }
}
