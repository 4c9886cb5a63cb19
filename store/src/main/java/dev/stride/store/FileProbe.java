// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.io.IOException;

/**
 * Stands between a store and its files: it hears of every operation, and may let it pass, fail it
 * before or after it is done, or end the process. For tests of what a store survives; {@link #NONE}
 * is what a store has otherwise. Called by many threads at once.
 */
public interface FileProbe {
  /** Lets everything pass. */
  FileProbe NONE = new FileProbe() {};

  /**
   * Carries an operation out, by {@code action}, or does not.
   *
   * @throws IOException what the action throws, or in its place
   */
  default <T> T perform(FileOperation operation, Action<T> action) throws IOException {
    return action.perform();
  }

  /**
   * An operation on a file.
   *
   * @param <T> what it yields
   */
  @FunctionalInterface
  interface Action<T> {
    /** Does it. */
    T perform() throws IOException;
  }
}
