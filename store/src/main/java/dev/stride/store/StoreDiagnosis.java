// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Whether runs can keep their records at a location, tried with an object that is removed again.
 */
public final class StoreDiagnosis {
  /** A service refuses requests whose time is further off than five minutes. */
  private static final Duration MOST_SKEW = Duration.ofMinutes(1);

  private static final String STORE = "store";
  private static final String RIGHTS =
      " (check the bucket, its region, and the rights in docs/aws/store-policy.json)";

  private StoreDiagnosis() {}

  /** What is so of the store, and of this machine's clock where a service tells the time. */
  public static List<Finding> of(StoreLocation location) {
    return location.isFolder() ? List.of(ofFolder(location.path())) : ofObjects(location);
  }

  private static Finding ofFolder(Path folder) {
    Path absolute = folder.toAbsolutePath();
    return Stream.iterate(absolute, Objects::nonNull, Path::getParent)
        .filter(Files::exists)
        .findFirst()
        .filter(Files::isDirectory)
        .filter(Files::isWritable)
        .map(
            existing ->
                Finding.good(
                    STORE, absolute + (existing.equals(absolute) ? "" : ", made when needed")))
        .orElseGet(
            () ->
                Finding.bad(
                    STORE,
                    absolute + " cannot be written (allow it, or set stride.store to another)"));
  }

  private static List<Finding> ofObjects(StoreLocation location) {
    try (ObjectStore objects = location.objects()) {
      List<Finding> findings = new ArrayList<>(location.caller());
      findings.addAll(ofObjects(location, objects));
      return findings;
    } catch (StrideException e) {
      return List.of(Finding.bad(STORE, String.valueOf(e.getMessage())));
    }
  }

  /** The same of objects that are open. */
  static List<Finding> ofObjects(StoreLocation location, ObjectStore objects) {
    String key = "doctor/" + UUID.randomUUID();
    try {
      return tried(location, objects, key);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      return List.of(Finding.bad(STORE, reason.contains(" (set ") ? reason : reason + RIGHTS));
    } finally {
      remove(objects, key);
    }
  }

  private static List<Finding> tried(StoreLocation location, ObjectStore objects, String key)
      throws IOException {
    byte[] content = "tried by stride doctor".getBytes(StandardCharsets.UTF_8);
    Optional<String> version = objects.create(key, content);
    Instant written = Instant.now();
    if (version.isEmpty() || objects.create(key, content).isPresent()) {
      return List.of(
          Finding.bad(
              STORE,
              location
                  + " does not heed If-None-Match, on which commits rest (use a service that has"
                  + " conditional writes)"));
    }
    boolean isReplaced = objects.replace(key, content, version.get()).isPresent();
    byte[] found = objects.get(key).map(ObjectStore.Found::content).orElse(new byte[0]);
    if (!isReplaced || !Arrays.equals(found, content)) {
      return List.of(Finding.bad(STORE, location + " does not keep what is written" + RIGHTS));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.good(STORE, location + " is created once, replaced, read, listed and deleted"));
    if (objects.keysBelow("doctor").isEmpty()) {
      return List.of(Finding.bad(STORE, location + " does not list what is written" + RIGHTS));
    }
    objects.head(key).ifPresent(entry -> findings.add(clock(entry.changed(), written)));
    objects.delete(List.of(key));
    return findings;
  }

  private static Finding clock(Instant service, Instant here) {
    Duration skew = Duration.between(service, here).abs();
    String text = "about " + skew.toSeconds() + " s from the service's";
    return skew.compareTo(MOST_SKEW) > 0
        ? Finding.bad("clock", text + " (set this machine's clock, for example by NTP)")
        : Finding.good("clock", text);
  }

  private static void remove(ObjectStore objects, String key) {
    try {
      objects.delete(List.of(key));
    } catch (IOException e) {
      // What was found says so already.
      return;
    }
  }
}
