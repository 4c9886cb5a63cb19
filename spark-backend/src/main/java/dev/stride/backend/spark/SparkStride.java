// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.policy.Layer;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.BackendFactory;
import dev.stride.api.spi.StoreAddress;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/**
 * The way in for applications that have a Spark session: {@code Stride.with(settings,
 * SparkStride.on(session))} runs data-parallel and native steps on it, and everything else where it
 * would run without.
 */
public final class SparkStride {
  private SparkStride() {}

  /**
   * A backend on that session. Plans run in a session of Stride's own beside it, with its settings;
   * the session itself, its views and its functions stay as they are, and it stays open.
   */
  public static BackendFactory on(SparkSession session) {
    return new OnSession(session);
  }

  /** The Spark backend, opened on a session that is there. */
  private record OnSession(SparkSession session) implements BackendFactory {
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
    public boolean isHome() {
      return true;
    }

    @Override
    public Backend open(Map<String, String> settings) {
      return open(settings, StoreAddress.none());
    }

    @Override
    public Backend open(Map<String, String> settings, StoreAddress store) {
      return SparkBackend.on(session, settings, store);
    }
  }
}
