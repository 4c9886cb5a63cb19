// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.policy.Layer;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.BackendFactory;
import dev.stride.api.spi.StoreAddress;
import java.util.Map;
import java.util.Set;

/** Registers the Spark backend as a service; loads no class of Spark until it is opened. */
public final class SparkBackendFactory implements BackendFactory {
  /** The class that every Spark has, in a jar that a program without Spark lacks. */
  private static final String ENGINE = "org.apache.spark.sql.SparkSession";

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
  public boolean isAvailable() {
    try {
      Class.forName(ENGINE, false, SparkBackendFactory.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** spark-submit, and whatever else starts a driver, says so by this property. */
  @Override
  public boolean isHome() {
    return isAvailable() && System.getProperty("spark.master") != null;
  }

  @Override
  public Backend open(Map<String, String> settings) {
    return open(settings, StoreAddress.none());
  }

  @Override
  public Backend open(Map<String, String> settings, StoreAddress store) {
    return SparkBackend.open(settings, store);
  }
}
