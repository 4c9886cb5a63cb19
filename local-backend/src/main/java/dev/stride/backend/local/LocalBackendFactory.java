// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import dev.stride.api.spi.Backend;
import dev.stride.api.spi.BackendFactory;
import java.util.Map;

/** Registers the local backend as a service. */
public final class LocalBackendFactory implements BackendFactory {
  @Override
  public String name() {
    return "local";
  }

  @Override
  public Backend open(Map<String, String> settings) {
    return LocalBackend.open(settings);
  }
}
