// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.policy.Layer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds a backend on the class path; registered as a service. */
public interface BackendFactory {
  /** The backend's name, known before it is opened. */
  String name();

  /** The layers that the backend serves, known before it is opened. */
  Set<Layer> layers();

  /** The settings that it knows, without the prefix {@code stride.<name>.}. */
  Set<String> settings();

  /**
   * Starts of settings that are not Stride's but the engine's own and are handed to it unread, for
   * example {@code spark.}; none by default.
   */
  default Set<String> enginePrefixes() {
    return Set.of();
  }

  /** Whether what the backend needs is here, for example its engine's classes; loads none of it. */
  default boolean isAvailable() {
    return true;
  }

  /**
   * Whether this process already is a part of the backend's engine, for example a driver that
   * {@code spark-submit} has started: then work that suits the engine goes to it unasked.
   */
  default boolean isHome() {
    return false;
  }

  /**
   * Opens the backend. The thread's context class loader sees the classes of the workflow that is
   * the first to need it.
   *
   * @param settings every setting under {@code stride.<name>.}, without that prefix, and every
   *     setting of the engine by its whole name
   */
  Backend open(Map<String, String> settings);

  /**
   * Looks whether the backend would find what it needs, and starts nothing; by default it needs
   * nothing that can be missing.
   */
  default List<Finding> diagnose(Map<String, String> settings, StoreAddress store) {
    return List.of();
  }

  /**
   * Finds what earlier runs have had made at the backend's service and nobody needs; by default
   * runs leave nothing.
   *
   * @param grace how long ago it must have been made
   * @param deletes whether what is found is deleted, too
   * @throws dev.stride.api.failure.StrideException if the service refuses or does not answer
   */
  default List<Leftover> collect(
      Map<String, String> settings, StoreAddress store, Duration grace, boolean deletes) {
    return List.of();
  }

  /**
   * Opens the backend for runs whose records lie there. Where its tasks run on this machine, as by
   * default, they need not know.
   */
  default Backend open(Map<String, String> settings, StoreAddress store) {
    return open(settings);
  }
}
