// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import dev.stride.api.policy.Layer;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.BackendFactory;
import dev.stride.backend.local.duckdb.DuckDbSettings;
import java.util.Map;
import java.util.Set;

/** Registers the local backend as a service. */
public final class LocalBackendFactory implements BackendFactory {
  @Override
  public String name() {
    return "local";
  }

  @Override
  public Set<Layer> layers() {
    return LocalBackend.LAYERS;
  }

  @Override
  public Set<String> settings() {
    return DuckDbSettings.KEYS;
  }

  @Override
  public Backend open(Map<String, String> settings) {
    return LocalBackend.open(settings);
  }
}
