// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import dev.stride.api.policy.Layer;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.BackendFactory;
import dev.stride.backend.local.duckdb.DuckDbSettings;
import dev.stride.backend.local.process.WorkerSettings;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Registers the local backend as a service. */
public final class LocalBackendFactory implements BackendFactory {
  @Override
  public String name() {
    return LocalBackend.NAME;
  }

  @Override
  public Set<Layer> layers() {
    return LocalBackend.servedLayers();
  }

  @Override
  public Set<String> settings() {
    Set<String> settings = new TreeSet<>(DuckDbSettings.KEYS);
    settings.addAll(WorkerSettings.KEYS);
    return settings;
  }

  @Override
  public Backend open(Map<String, String> settings) {
    return LocalBackend.open(settings);
  }
}
