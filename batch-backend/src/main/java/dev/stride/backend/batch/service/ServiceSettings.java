// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.service;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.StoreAddress;
import dev.stride.store.ObjectStore;
import dev.stride.store.StoreLocation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the settings of a service. Every method throws a {@link StrideException} of kind {@code
 * CONFIGURATION} for a value that is none.
 *
 * @param service {@code batch}, as settings name it
 * @param values without {@code stride.batch.}
 */
public record ServiceSettings(String service, Map<String, String> values) {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

  public ServiceSettings {
    values = Map.copyOf(values);
  }

  /** These, with the region of the store where there is none: it is where its machines are. */
  public static Map<String, String> near(StoreAddress store, Map<String, String> values) {
    Map<String, String> all = new HashMap<>(values);
    Optional.ofNullable(store.settings().get("region"))
        .ifPresent(region -> all.putIfAbsent("region", region));
    return all;
  }

  /** What is set and not blank. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** An amount of memory, as {@code 2GiB}. */
  public MemorySize memory(String key, String fallback) {
    String text = text(key).orElse(fallback);
    try {
      return MemorySize.parse(text);
    } catch (IllegalArgumentException e) {
      throw invalid(key, text, "a size such as 2GiB");
    }
  }

  /** A number from {@code least} to {@code most}. */
  public int number(String key, int fallback, int least, int most) {
    String text = text(key).orElse(String.valueOf(fallback));
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw invalid(key, text, "a number from " + least + " to " + most);
    }
    throw invalid(key, text, "a number from " + least + " to " + most);
  }

  /** Whether it is {@code true}; by default it is not. */
  public boolean bool(String key) {
    String text = text(key).orElse("false");
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw invalid(key, text, "true or false");
  }

  /** {@code NAME=VALUE,…}. */
  public Map<String, String> environment(String key) {
    Map<String, String> environment = new TreeMap<>();
    Arrays.stream(text(key).orElse("").split(",", -1))
        .map(String::strip)
        .filter(pair -> !pair.isEmpty())
        .forEach(
            pair -> {
              int mark = pair.indexOf('=');
              if (mark < 1 || !pair.substring(0, mark).matches(NAME)) {
                throw invalid(key, pair, "NAME=VALUE, separated by commas");
              }
              environment.put(pair.substring(0, mark), pair.substring(mark + 1));
            });
    return environment;
  }

  /** Another service than Amazon's. */
  public Optional<URI> endpoint() {
    return text("endpoint").map(this::url);
  }

  private URI url(String text) {
    String must = "a URL such as http://127.0.0.1:5000";
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null && text.matches("https?://.*")) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw invalid("endpoint", text, must);
    }
    throw invalid("endpoint", text, must);
  }

  /** The failure of a setting. */
  public StrideException invalid(String key, String text, String must) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Invalid stride." + service + "." + key + ": '" + text + "' (must be " + must + ")");
  }

  /**
   * The objects of the store.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if it is a folder
   */
  public static ObjectStore objects(String service, StoreAddress store) {
    StoreLocation location = StoreLocation.of(store);
    if (location.isFolder()) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot run steps on "
              + service
              + ": its machines do not see the store "
              + store.location()
              + " (set stride.store to s3://BUCKET/PREFIX)");
    }
    return location.objects();
  }

  /**
   * What the service's machines need in their environment to find the store as this process does.
   */
  public static Map<String, String> environmentOf(StoreAddress store) {
    Map<String, String> environment = new HashMap<>();
    store
        .settings()
        .forEach(
            (key, value) ->
                environment.put(
                    "STRIDE_S3_" + key.toUpperCase(Locale.ROOT).replace('-', '_'), value));
    return environment;
  }
}
