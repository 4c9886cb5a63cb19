// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.backend.batch.service.TaskAttempt;
import dev.stride.worker.task.Invocation;
import dev.stride.worker.task.TaskPointer;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;

/**
 * An attempt on its way to being a call.
 *
 * @param attempt what is to be done
 * @param version what is called
 * @param size what that has
 * @param pointer to what it is to do
 * @param slot its place there
 */
record FunctionCall(
    TaskAttempt attempt,
    Functions.Version version,
    FunctionSize size,
    TaskPointer pointer,
    int slot) {
  /** Longer than this nobody waits for an answer over one connection. */
  private static final Duration SHORT = Duration.ofMinutes(2);

  /** How long the service may keep a call that nobody waits for. */
  private static final Duration QUEUE = Duration.ofHours(1);

  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** Whether the answer is waited for: steps that have declared that they are short. */
  boolean isAwaited() {
    Optional<Duration> limit = attempt.call().terms().timeLimit();
    return limit.filter(own -> own.compareTo(SHORT) <= 0).isPresent();
  }

  /** How long after the call it has ended, whatever happens. */
  Duration latestEnd() {
    Duration run = Duration.ofSeconds(size.seconds()).plus(MARGIN);
    return isAwaited() ? run : run.plus(QUEUE);
  }

  InvokeRequest request() {
    return InvokeRequest.builder()
        .functionName(version.function())
        .qualifier(version.number())
        .invocationType(isAwaited() ? InvocationType.REQUEST_RESPONSE : InvocationType.EVENT)
        .payload(SdkBytes.fromByteArray(new Invocation(pointer.toString(), slot).encode()))
        .build();
  }
}
