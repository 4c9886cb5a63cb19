// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import java.util.Map;

/**
 * Where the store of the runs lies.
 *
 * @param location a folder's path, or the location of objects such as {@code s3://bucket/team}
 * @param settings of the kind of object store, without their prefix; none for a folder
 */
public record StoreAddress(String location, Map<String, String> settings) {
  public StoreAddress {
    settings = Map.copyOf(settings);
  }

  /** Of a backend whose tasks write nothing for a store. */
  public static StoreAddress none() {
    return new StoreAddress("", Map.of());
  }
}
