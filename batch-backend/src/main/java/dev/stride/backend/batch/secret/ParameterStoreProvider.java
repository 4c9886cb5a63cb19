// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.secret;

import dev.stride.api.Secret;
import dev.stride.api.secret.SecretProvider;
import dev.stride.api.secret.SecretSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/**
 * Secrets that are parameters of AWS Systems Manager, decrypted: {@code shop-password} is {@code
 * /stride/shop-password} there, unless {@code prefix} says otherwise. Whoever runs the step needs
 * {@code ssm:GetParameter}, and {@code kms:Decrypt} where the key is none of AWS.
 */
public final class ParameterStoreProvider implements SecretProvider {
  static final String NAME = "ssm";

  private static final String PREFIX = "/stride/";

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
    return new Source(place, place.client(SsmClient.builder()));
  }

  private record Source(AwsPlace place, SsmClient client) implements SecretSource {
    @Override
    public Optional<Secret> find(String name) {
      return place.read(name, ParameterNotFoundException.class, this::text).map(Secret::of);
    }

    private String text(String id) {
      return client.getParameter(ask -> ask.name(id).withDecryption(true)).parameter().value();
    }

    @Override
    public String remedy(String name) {
      return "aws ssm put-parameter --type SecureString --name " + place.id(name) + " --value …";
    }
  }
}
