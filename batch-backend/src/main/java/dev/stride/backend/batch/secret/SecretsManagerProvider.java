// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.secret;

import dev.stride.api.Secret;
import dev.stride.api.secret.SecretProvider;
import dev.stride.api.secret.SecretSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * Secrets of AWS Secrets Manager: {@code shop-password} is {@code stride/shop-password} there,
 * unless {@code prefix} says otherwise. Whoever runs the step needs {@code
 * secretsmanager:GetSecretValue}.
 */
public final class SecretsManagerProvider implements SecretProvider {
  static final String NAME = "secrets-manager";

  private static final String PREFIX = "stride/";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> settings() {
    return AwsPlace.KEYS;
  }

  @Override
  public SecretSource open(Map<String, String> settings) {
    AwsPlace place = AwsPlace.of(NAME, settings, PREFIX);
    return new Source(place, place.client(SecretsManagerClient.builder()));
  }

  private record Source(AwsPlace place, SecretsManagerClient client) implements SecretSource {
    @Override
    public Optional<Secret> find(String name) {
      return place.read(name, ResourceNotFoundException.class, this::text).map(Secret::of);
    }

    private String text(String id) {
      return client.getSecretValue(ask -> ask.secretId(id)).secretString();
    }

    @Override
    public String remedy(String name) {
      return "aws secretsmanager create-secret --name " + place.id(name) + " --secret-string …";
    }
  }
}
