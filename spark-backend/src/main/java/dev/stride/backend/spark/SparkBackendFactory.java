// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.policy.Layer;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.BackendFactory;
import java.util.Map;
import java.util.Set;

/** Registers the Spark backend as a service; loads no class of Spark until it is opened. */
public final class SparkBackendFactory implements BackendFactory {
  @Override
  public String name() {
    return SparkSettings.BACKEND;
  }

  @Override
  public Set<Layer> layers() {
    return Set.of(Layer.SPARK);
  }

  @Override
  public Set<String> settings() {
    return SparkSettings.KEYS;
  }

  @Override
  public Set<String> enginePrefixes() {
    return Set.of(SparkSettings.ENGINE_PREFIX);
  }

  @Override
  public Backend open(Map<String, String> settings) {
    return SparkBackend.open(settings);
  }
}
