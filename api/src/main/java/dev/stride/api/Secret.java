// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import dev.stride.api.secret.SecretScope;
import java.util.Objects;

/**
 * A password, token or key that a step needs. It prints {@code ***}, is written by no serializer,
 * is equal to itself only, and can be neither a parameter nor part of a step's result. Immutable.
 *
 * <pre>{@code
 * @Secrets("db-password")
 * static List<Order> orders(String url) {
 *   Secret password = Secret.named("db-password");
 *   try (Connection database = connect(url, password.reveal())) { … }
 * }
 * }</pre>
 */
public final class Secret {
  /** Transient: serializers that read fields pass over it. */
  private final transient String text;

  private Secret(String text) {
    this.text = text;
  }

  /** A secret with that text: for providers, and for tests that hand one to a method. */
  public static Secret of(String text) {
    return new Secret(Objects.requireNonNull(text));
  }

  /**
   * The secret of that name. Only the thread that runs the step finds it; hand it to others.
   *
   * @throws dev.stride.api.failure.StrideException of kind {@code CONFIGURATION} if the step that
   *     runs does not declare it by {@code @Secrets}
   */
  public static Secret named(String name) {
    return SecretScope.current().find(name);
  }

  /** The text itself. What becomes of it is no longer guarded. */
  public String reveal() {
    return text;
  }

  /** Always {@code ***}. */
  @Override
  public String toString() {
    return "***";
  }
}
