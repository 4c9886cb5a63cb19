// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.secret;

import dev.stride.api.Secret;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Variables of the environment: {@code db-password} is {@code STRIDE_SECRET_DB_PASSWORD}. */
final class EnvironmentSecrets implements SecretProvider {
  private static final String OWN = "STRIDE_";

  private final Map<String, String> variables;

  EnvironmentSecrets(Map<String, String> variables) {
    this.variables = variables;
  }

  @Override
  public String name() {
    return "environment";
  }

  @Override
  public Set<String> settings() {
    return Set.of("prefix");
  }

  @Override
  public boolean isBoundToProcess() {
    return true;
  }

  @Override
  public SecretSource open(Map<String, String> settings) {
    String prefix = settings.getOrDefault("prefix", SecretSources.ENVIRONMENT_PREFIX);
    boolean isSettings =
        prefix.startsWith(OWN) && !prefix.startsWith(SecretSources.ENVIRONMENT_PREFIX);
    if (!prefix.matches("[A-Za-z0-9_]*") || isSettings) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Invalid stride.secrets.environment.prefix: "
              + prefix
              + " (must be letters, digits and '_', and leave "
              + OWN
              + "… to settings)");
    }
    return new Variables(prefix);
  }

  private final class Variables implements SecretSource {
    private final String prefix;

    Variables(String prefix) {
      this.prefix = prefix;
    }

    private String variable(String name) {
      return prefix + name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    @Override
    public Optional<Secret> find(String name) {
      return Optional.ofNullable(variables.get(variable(name))).map(Secret::of);
    }

    @Override
    public String remedy(String name) {
      return "set " + variable(name);
    }
  }
}
