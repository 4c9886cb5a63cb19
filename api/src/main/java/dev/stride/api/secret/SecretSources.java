// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.secret;

import dev.stride.api.Secret;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The places where secrets are looked for, in the order of the settings. Immutable. */
public final class SecretSources {
  /** What a variable of the environment starts with that holds a secret, unless settings differ. */
  public static final String ENVIRONMENT_PREFIX = "STRIDE_SECRET_";

  /** What is shorter would be found in every text, and cannot be kept out of one. */
  private static final int LEAST_CHARACTERS = 4;

  private static final String SOURCES = "sources";

  private record Place(SecretProvider provider, SecretSource source) {}

  private final List<Place> places;

  private SecretSources(List<Place> places) {
    this.places = places;
  }

  /** The settings that there are, without the prefix {@code stride.secrets.}. */
  public static SortedSet<String> keys() {
    SortedSet<String> keys = new TreeSet<>(List.of(SOURCES));
    for (SecretProvider provider : providers(System.getenv()).values()) {
      provider.settings().forEach(key -> keys.add(provider.name() + "." + key));
    }
    return keys;
  }

  /**
   * Opens the places that the settings name: {@code environment,file} by default.
   *
   * @param settings all under {@code stride.secrets.}, without that prefix
   * @throws StrideException of kind {@code CONFIGURATION} if there is no such place
   */
  public static SecretSources open(Map<String, String> settings) {
    return open(settings, System.getenv());
  }

  static SecretSources open(Map<String, String> settings, Map<String, String> environment) {
    Map<String, SecretProvider> providers = providers(environment);
    List<Place> places = new ArrayList<>();
    for (String name : settings.getOrDefault(SOURCES, "environment,file").split(",", -1)) {
      SecretProvider provider = providers.get(name.strip());
      if (provider == null) {
        throw new StrideException(
            FailureKind.CONFIGURATION,
            "Invalid stride.secrets.sources: "
                + name.strip()
                + " (must be of "
                + String.join(", ", providers.keySet())
                + ")");
      }
      places.add(new Place(provider, provider.open(of(provider, settings))));
    }
    return new SecretSources(List.copyOf(places));
  }

  private static Map<String, SecretProvider> providers(Map<String, String> environment) {
    Map<String, SecretProvider> providers = new LinkedHashMap<>();
    Stream.concat(
            Stream.of(new EnvironmentSecrets(environment), new FileSecrets()),
            ServiceLoader.load(SecretProvider.class, SecretSources.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get))
        .forEach(provider -> providers.putIfAbsent(provider.name(), provider));
    return providers;
  }

  private static Map<String, String> of(SecretProvider provider, Map<String, String> settings) {
    String prefix = provider.name() + ".";
    Map<String, String> own = new HashMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            own.put(key.substring(prefix.length()), value);
          }
        });
    return own;
  }

  /**
   * All secrets of those names.
   *
   * @throws StrideException of kind {@code CONFIGURATION} that names every one that is missing or
   *     unfit, with its remedy
   */
  public Map<String, Secret> find(Collection<String> names) {
    Map<String, Secret> found = new HashMap<>();
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      find(name, places)
          .ifPresentOrElse(secret -> found.put(name, secret), () -> missing.add(name));
    }
    if (!missing.isEmpty()) {
      throw missing(missing);
    }
    return found;
  }

  /** Those of the secrets that only this process can find. */
  public Map<String, Secret> findBoundToProcess(Collection<String> names) {
    Map<String, Secret> found = new HashMap<>();
    for (String name : names) {
      Optional<Place> first =
          places.stream().filter(place -> place.source().find(name).isPresent()).findFirst();
      first
          .filter(place -> place.provider().isBoundToProcess())
          .ifPresent(place -> found.put(name, find(name, List.of(place)).orElseThrow()));
    }
    return found;
  }

  private static Optional<Secret> find(String name, List<Place> places) {
    return places.stream()
        .flatMap(place -> place.source().find(name).stream())
        .findFirst()
        .map(secret -> checked(name, secret));
  }

  private static Secret checked(String name, Secret secret) {
    if (secret.reveal().length() < LEAST_CHARACTERS) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot use secret: "
              + name
              + " has fewer than "
              + LEAST_CHARACTERS
              + " characters (use a longer one: so short a text cannot be kept out of logs)");
    }
    return secret;
  }

  private StrideException missing(List<String> names) {
    List<String> remedies =
        names.stream()
            .map(
                name ->
                    String.join(
                        " or ", places.stream().map(place -> place.source().remedy(name)).toList()))
            .toList();
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot find "
            + (names.size() == 1 ? "secret: " : "secrets: ")
            + String.join(", ", names)
            + " ("
            + String.join("; ", remedies)
            + ")");
  }
}
