// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.spi.Finding;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes object stores of one kind; found by {@link java.util.ServiceLoader}. */
public interface ObjectStoreProvider {
  /** The scheme of its locations, for example {@code s3}. */
  String scheme();

  /** The settings that it knows, each without {@code stride.SCHEME.}. */
  Set<String> settings();

  /**
   * Opens a place for objects; asks nothing over the network.
   *
   * @param location its bucket and the beginning of all keys, for example {@code s3://bucket/team}
   * @param settings those that were set
   * @throws dev.stride.api.failure.StrideException of kind {@code CONFIGURATION} if the location or
   *     a setting is invalid
   */
  ObjectStore open(URI location, Map<String, String> settings);

  /**
   * What the service says of its caller, for {@code stride doctor}; by default nobody can ask.
   *
   * @param settings those that were set
   * @throws dev.stride.api.failure.StrideException of kind {@code CONFIGURATION} if one is invalid
   */
  default List<Finding> diagnose(Map<String, String> settings) {
    return List.of();
  }
}
