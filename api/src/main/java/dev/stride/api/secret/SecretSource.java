// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.secret;

import dev.stride.api.Secret;
import java.util.Optional;

/** A place that holds secrets. Thread-safe. */
public interface SecretSource {
  /**
   * The secret of that name, if the place has it.
   *
   * @throws dev.stride.api.failure.StrideException of kind {@code CONFIGURATION} if it may not be
   *     used as it is, of kind {@code EXTERNAL} if the place cannot be reached
   */
  Optional<Secret> find(String name);

  /** What a user does to put it there, for messages: {@code set VARIABLE}. */
  String remedy(String name);
}
