// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.api.policy.Layer;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.BackendFactory;
import dev.stride.api.spi.Finding;
import dev.stride.api.spi.Leftover;
import dev.stride.api.spi.StoreAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;

/** The backends on the class path, each opened when it is first needed. Thread-safe. */
final class Backends implements AutoCloseable {
  private final Map<String, BackendFactory> factories = new LinkedHashMap<>();
  private final Map<String, Backend> open = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> settings;
  private final StoreAddress store;

  /**
   * The backends on the class path.
   *
   * @param store where the records of runs lie
   * @param given others, which take the places of those with their names
   */
  Backends(
      Map<String, Map<String, String>> settings, StoreAddress store, List<BackendFactory> given) {
    this.settings = settings;
    this.store = store;
    factories().forEach(factory -> factories.put(factory.name(), factory));
    given.forEach(factory -> factories.put(factory.name(), factory));
  }

  static List<BackendFactory> factories() {
    return ServiceLoader.load(BackendFactory.class, Backends.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /** The name of the backend that serves each layer, of those whose engine is here. */
  Map<Layer, String> layers() {
    Map<Layer, String> layers = new EnumMap<>(Layer.class);
    factories.values().stream()
        .filter(BackendFactory::isAvailable)
        .forEach(
            factory ->
                factory.layers().forEach(layer -> layers.putIfAbsent(layer, factory.name())));
    return layers;
  }

  /** The layers of the engines that this process is already inside of. */
  Set<Layer> home() {
    Set<Layer> home = EnumSet.noneOf(Layer.class);
    factories.values().stream()
        .filter(BackendFactory::isHome)
        .forEach(factory -> home.addAll(factory.layers()));
    return home;
  }

  /**
   * The backend of that name.
   *
   * @param code sees the classes of the workflow that needs it first
   */
  synchronized Backend open(String name, ClassLoader code) {
    Backend backend = open.get(name);
    if (backend == null) {
      BackendFactory factory = factories.get(name);
      if (factory == null) {
        throw new IllegalArgumentException("Cannot find backend: " + name);
      }
      backend = opened(factory, code);
      open.put(name, backend);
    }
    return backend;
  }

  /** What the backends that could be opened would find. */
  static List<Finding> diagnose(Map<String, Map<String, String>> settings, StoreAddress store) {
    return factories().stream()
        .filter(BackendFactory::isAvailable)
        .flatMap(
            factory ->
                factory.diagnose(settings.getOrDefault(factory.name(), Map.of()), store).stream())
        .toList();
  }

  /** What nobody needs at the services of the backends that could be opened. */
  static List<Leftover> collect(
      Map<String, Map<String, String>> settings,
      StoreAddress store,
      Duration grace,
      boolean deletes) {
    return factories().stream()
        .filter(BackendFactory::isAvailable)
        .flatMap(
            factory ->
                factory
                    .collect(settings.getOrDefault(factory.name(), Map.of()), store, grace, deletes)
                    .stream())
        .toList();
  }

  /** Ends what a process that is no more has left of a run on services; tells how many jobs. */
  int endLeft(String folder) {
    return factories.values().stream()
        .filter(factory -> factory.layers().stream().anyMatch(Layer::isService))
        .filter(BackendFactory::isAvailable)
        .mapToInt(factory -> open(factory.name(), Backends.class.getClassLoader()).endLeft(folder))
        .sum();
  }

  private Backend opened(BackendFactory factory, ClassLoader code) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(code);
    try {
      return factory.open(settings.getOrDefault(factory.name(), Map.of()), store);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Backend::close);
    open.clear();
  }
}
