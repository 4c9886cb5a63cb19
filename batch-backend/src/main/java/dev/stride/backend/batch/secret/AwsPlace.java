// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.secret;

import dev.stride.backend.batch.service.ServiceClients;
import dev.stride.backend.batch.service.ServiceFailures;
import dev.stride.backend.batch.service.ServiceSettings;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A place of a service.
 *
 * @param settings its settings, of which messages tell the whole names
 * @param prefix what all names there begin with
 */
record AwsPlace(ServiceSettings settings, String prefix) {
  static final Set<String> KEYS = Set.of("prefix", "region", "endpoint");

  static AwsPlace of(String name, Map<String, String> settings, String prefix) {
    ServiceSettings read = new ServiceSettings("secrets." + name, settings);
    return new AwsPlace(read, read.text("prefix").orElse(prefix));
  }

  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return new ServiceClients(settings.service(), settings.endpoint(), settings.text("region"))
        .client(builder, ServiceClients.ATTEMPTS);
  }

  /** What the secret is called there. */
  String id(String name) {
    return prefix + name;
  }

  /**
   * Reads a secret.
   *
   * @param missing what the service throws where there is none
   * @throws dev.stride.api.failure.StrideException if the service refuses or does not answer; it
   *     has nothing of the secret
   */
  Optional<String> read(
      String name, Class<? extends SdkException> missing, Function<String, String> reading) {
    try {
      return Optional.ofNullable(reading.apply(id(name)));
    } catch (SdkException e) {
      if (missing.isInstance(e)) {
        return Optional.empty();
      }
      throw ServiceFailures.failure(settings.service(), "read secret '" + id(name) + "'", e);
    }
  }
}
