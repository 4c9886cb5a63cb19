// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.api.policy.LambdaLimits;
import dev.stride.backend.batch.service.ServiceClients;
import java.time.Duration;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * The clients of one region.
 *
 * @param control for calls that may be repeated
 * @param calls calls functions, once: the SDK would repeat a call whose answer is late, and so run
 *     the step again
 */
record LambdaClients(LambdaClient control, LambdaClient calls) implements AutoCloseable {
  /** Longer than any function, which else would be taken for silent. */
  private static final Duration SILENCE = Duration.ofSeconds(LambdaLimits.MOST_SECONDS + 60L);

  static LambdaClients of(LambdaSettings settings) {
    ServiceClients clients =
        new ServiceClients(LambdaBackend.NAME, settings.endpoint(), settings.region());
    return new LambdaClients(
        clients.client(LambdaClient.builder(), ServiceClients.ATTEMPTS),
        clients.client(LambdaClient.builder(), 1, SILENCE));
  }

  @Override
  public void close() {
    control.close();
    calls.close();
  }
}
