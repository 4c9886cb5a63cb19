// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.Finding;
import dev.stride.api.spi.StoreAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a store lies: a folder, or objects such as {@code s3://bucket/team}.
 *
 * @param text the folder's path, or the location of the objects
 * @param settings of the kind of object store, without their prefix; none for a folder
 */
public record StoreLocation(String text, Map<String, String> settings) {
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://.*");

  public StoreLocation {
    settings = Map.copyOf(settings);
  }

  /** A folder. */
  public static StoreLocation folder(Path folder) {
    return new StoreLocation(folder.toString(), Map.of());
  }

  /** Whether it is a folder of this machine. */
  public boolean isFolder() {
    return !SCHEME.matcher(text).matches();
  }

  /** The scheme of a location of objects; empty for a folder. */
  public Optional<String> scheme() {
    return isFolder() ? Optional.empty() : Optional.of(text.substring(0, text.indexOf(':')));
  }

  /** The folder, as it was given. */
  public Path path() {
    return Path.of(text);
  }

  /** All providers of object stores. */
  public static Stream<ObjectStoreProvider> providers() {
    return ServiceLoader.load(ObjectStoreProvider.class, StoreLocation.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get);
  }

  /** The same for those who do not know this class. */
  public StoreAddress address() {
    return new StoreAddress(toString(), settings);
  }

  /** The location of an address. */
  public static StoreLocation of(StoreAddress address) {
    return new StoreLocation(address.location(), address.settings());
  }

  /**
   * Opens the objects at this location.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if nothing here serves its scheme, or a
   *     setting is invalid
   */
  public ObjectStore objects() {
    return provider().open(uri(), settings);
  }

  /** What the service at this location says of its caller; may throw what {@link #objects} does. */
  List<Finding> caller() {
    return provider().diagnose(settings);
  }

  private ObjectStoreProvider provider() {
    String scheme = scheme().orElseThrow();
    return providers()
        .filter(provider -> provider.scheme().equals(scheme))
        .findFirst()
        .orElseThrow(() -> invalid("nothing here serves " + scheme + "://"));
  }

  private URI uri() {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw invalid(e.getReason());
    }
  }

  private StrideException invalid(String reason) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot open store: " + text + ": " + reason + " (set stride.store to a folder or s3://…)");
  }

  @Override
  public String toString() {
    return isFolder() ? path().toAbsolutePath().normalize().toString() : text;
  }
}
