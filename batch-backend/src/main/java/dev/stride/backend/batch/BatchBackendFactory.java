// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import dev.stride.api.policy.Layer;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.BackendFactory;
import dev.stride.api.spi.Finding;
import dev.stride.api.spi.Leftover;
import dev.stride.api.spi.StoreAddress;
import dev.stride.backend.batch.service.ServiceSettings;
import dev.stride.store.StoreLocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Registers the Batch backend as a service. */
public final class BatchBackendFactory implements BackendFactory {
  @Override
  public String name() {
    return BatchBackend.NAME;
  }

  @Override
  public Set<Layer> layers() {
    return Set.of(Layer.BATCH);
  }

  @Override
  public Set<String> settings() {
    return BatchSettings.KEYS;
  }

  @Override
  public List<Finding> diagnose(Map<String, String> settings, StoreAddress store) {
    return BatchDiagnosis.of(BatchSettings.of(ServiceSettings.near(store, settings)));
  }

  @Override
  public List<Leftover> collect(
      Map<String, String> settings, StoreAddress store, Duration grace, boolean deletes) {
    BatchSettings near = BatchSettings.of(ServiceSettings.near(store, settings));
    // From a folder nothing is ever submitted.
    return near.isSetUp() && !StoreLocation.of(store).isFolder()
        ? new UnusedDefinitions(near, Instant.now().minus(grace)).collect(deletes)
        : List.of();
  }

  @Override
  public Backend open(Map<String, String> settings) {
    throw new UnsupportedOperationException("Cannot open the Batch backend without a store");
  }

  @Override
  public Backend open(Map<String, String> settings, StoreAddress store) {
    return BatchBackend.open(BatchSettings.of(ServiceSettings.near(store, settings)), store);
  }
}
