// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.secret;

import dev.stride.api.Secret;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The secrets that code on a thread may ask for. Immutable. */
public final class SecretScope {
  private static final SecretScope NONE = new SecretScope(Map.of());
  private static final ThreadLocal<@Nullable SecretScope> CURRENT = new ThreadLocal<>();

  private final Map<String, Secret> secrets;

  private SecretScope(Map<String, Secret> secrets) {
    this.secrets = Map.copyOf(secrets);
  }

  /** Those secrets by name; also for tests of steps that need some. */
  public static SecretScope of(Map<String, Secret> secrets) {
    return secrets.isEmpty() ? NONE : new SecretScope(secrets);
  }

  /** What code on this thread may ask for; nothing outside of {@link #during}. */
  public static SecretScope current() {
    SecretScope current = CURRENT.get();
    return current == null ? NONE : current;
  }

  /** Runs code that may ask for these secrets. */
  public <T extends @Nullable Object> T during(Callable<T> body) throws Exception {
    SecretScope before = current();
    CURRENT.set(this);
    try {
      return body.call();
    } finally {
      if (before == NONE) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }

  /**
   * The secret of that name.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if this scope has none
   */
  public Secret find(String name) {
    Secret secret = secrets.get(name);
    if (secret == null) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot read secret: "
              + name
              + " is not declared (put @Secrets(\""
              + name
              + "\") on the step, and ask on the step's own thread)");
    }
    return secret;
  }
}
