// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.Finding;
import dev.stride.backend.batch.service.ServiceFailures;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/** Whether steps can go to Lambda with these settings; makes and calls nothing. */
final class LambdaDiagnosis {
  private static final String LAMBDA = "lambda";

  private LambdaDiagnosis() {}

  static List<Finding> of(LambdaSettings settings) {
    if (settings.role().isEmpty()) {
      return List.of(
          Finding.doubtful(
              LAMBDA,
              "not set up (set stride.lambda.role to the ARN of a role that reads and writes the"
                  + " store)"));
    }
    try (LambdaClients clients = LambdaClients.of(settings)) {
      Integer free =
          clients
              .control()
              .getAccountSettings(ask -> {})
              .accountLimit()
              .unreservedConcurrentExecutions();
      return List.of(concurrency(settings.concurrency(), free == null ? 0 : free));
    } catch (SdkException e) {
      StrideException failure =
          ServiceFailures.failure(LambdaBackend.NAME, "look at the account's limits", e);
      return List.of(Finding.bad(LAMBDA, String.valueOf(failure.getMessage())));
    } catch (StrideException e) {
      return List.of(Finding.bad(LAMBDA, String.valueOf(e.getMessage())));
    }
  }

  private static Finding concurrency(int wanted, int free) {
    String text = "the account runs " + free + " calls at once, stride.lambda.concurrency is ";
    return wanted > free
        ? Finding.doubtful(
            LAMBDA, text + wanted + " (lower it, or have the account's limit raised)")
        : Finding.good(LAMBDA, text + wanted);
  }
}
