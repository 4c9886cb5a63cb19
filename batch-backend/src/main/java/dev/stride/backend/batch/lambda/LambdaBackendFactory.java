// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.api.policy.Layer;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.BackendFactory;
import dev.stride.api.spi.Finding;
import dev.stride.api.spi.StoreAddress;
import dev.stride.backend.batch.service.ServiceSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Registers the Lambda backend as a service. */
public final class LambdaBackendFactory implements BackendFactory {
  @Override
  public String name() {
    return LambdaBackend.NAME;
  }

  @Override
  public Set<Layer> layers() {
    return Set.of(Layer.LAMBDA);
  }

  @Override
  public Set<String> settings() {
    return LambdaSettings.KEYS;
  }

  @Override
  public List<Finding> diagnose(Map<String, String> settings, StoreAddress store) {
    return LambdaDiagnosis.of(LambdaSettings.of(ServiceSettings.near(store, settings)));
  }

  @Override
  public Backend open(Map<String, String> settings) {
    throw new UnsupportedOperationException("Cannot open the Lambda backend without a store");
  }

  @Override
  public Backend open(Map<String, String> settings, StoreAddress store) {
    return LambdaBackend.open(LambdaSettings.of(ServiceSettings.near(store, settings)), store);
  }
}
