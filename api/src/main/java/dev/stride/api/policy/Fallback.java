// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.policy;

import dev.stride.api.decorator.Catch;
import java.util.Optional;

/**
 * What takes a step's place when all its attempts have failed.
 *
 * @param method the static method of the step's class that supplies the value; without one, as
 *     {@code --with catch} sets it, a {@code foreach} leaves the slot out and a step that yields an
 *     {@code Optional}, a {@code List} or a {@code Map} yields an empty one
 */
public record Fallback(Optional<String> method) implements Policy {
  /** The method of that name. */
  public static Fallback method(String name) {
    return new Fallback(Optional.of(name));
  }

  /** An empty result. */
  public static Fallback empty() {
    return new Fallback(Optional.empty());
  }

  /** The value of a decorator. */
  public static Fallback of(Catch decorator) {
    return method(decorator.fallback());
  }

  @Override
  public String toString() {
    return method.map(name -> "catch " + name).orElse("catch");
  }
}
