// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.secret;

import dev.stride.api.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Has one answer to every name. */
public final class ProviderOfTests implements SecretProvider {
  @Override
  public String name() {
    return "of-tests";
  }

  @Override
  public Set<String> settings() {
    return Set.of("answer");
  }

  @Override
  public SecretSource open(Map<String, String> settings) {
    return new SecretSource() {
      @Override
      public Optional<Secret> find(String name) {
        return Optional.ofNullable(settings.get("answer")).map(Secret::of);
      }

      @Override
      public String remedy(String name) {
        return "give an answer";
      }
    };
  }
}
