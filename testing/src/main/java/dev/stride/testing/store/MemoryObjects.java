// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.store;

import dev.stride.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Objects in memory, with a clock that a test moves. Several views of them have names of their own,
 * as several processes have locks of their own. Thread-safe.
 */
public final class MemoryObjects implements ObjectStore {
  private static final class State {
    private final TreeMap<String, Stored> objects = new TreeMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long versions;
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Stored(byte[] content, String version, Instant changed) {}

  private final State state;
  private final String name;

  private MemoryObjects(State state, String name) {
    this.state = state;
    this.name = name;
  }

  /** No object. */
  public static MemoryObjects create() {
    return new MemoryObjects(new State(), "memory-" + UUID.randomUUID());
  }

  /** The same objects as another process sees them. */
  public MemoryObjects seenBy(String process) {
    return new MemoryObjects(state, name + "-" + process);
  }

  /** Writes all of them below a folder, each into a file that is called like its key. */
  public void writeTo(Path folder) {
    synchronized (state) {
      state.objects.forEach((key, found) -> write(folder.resolve(key), found.content));
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets time pass. */
  public void pass(Duration duration) {
    synchronized (state) {
      state.now = state.now.plus(duration);
    }
  }

  @Override
  public String name(String key) {
    return name + "://objects" + (key.isEmpty() ? "" : "/" + key);
  }

  @Override
  public Optional<Found> get(String key) {
    synchronized (state) {
      return Optional.ofNullable(state.objects.get(key))
          .map(
              found ->
                  new Found(
                      found.content.clone(),
                      found.version,
                      Duration.between(found.changed, state.now)));
    }
  }

  private Stored required(String key) throws NoSuchFileException {
    synchronized (state) {
      Stored found = state.objects.get(key);
      if (found == null) {
        throw new NoSuchFileException(name(key));
      }
      return found;
    }
  }

  @Override
  public byte[] range(String key, long offset, int length) throws IOException {
    int from = Math.toIntExact(offset);
    return Arrays.copyOfRange(required(key).content, from, from + length);
  }

  @Override
  public InputStream open(String key) throws IOException {
    return new ByteArrayInputStream(required(key).content);
  }

  @Override
  public Optional<Entry> head(String key) {
    synchronized (state) {
      return Optional.ofNullable(state.objects.get(key))
          .map(found -> new Entry(key, found.content.length, found.changed));
    }
  }

  @Override
  public Optional<String> create(String key, byte[] content) {
    synchronized (state) {
      return state.objects.containsKey(key) ? Optional.empty() : Optional.of(store(key, content));
    }
  }

  @Override
  public Optional<String> replace(String key, byte[] content, String version) {
    synchronized (state) {
      Stored found = state.objects.get(key);
      return found != null && found.version.equals(version)
          ? Optional.of(store(key, content))
          : Optional.empty();
    }
  }

  @Override
  public void put(String key, byte[] content) {
    synchronized (state) {
      store(key, content);
    }
  }

  private String store(String key, byte[] content) {
    state.versions++;
    String version = "v" + state.versions;
    state.objects.put(key, new Stored(content.clone(), version, state.now));
    return version;
  }

  @Override
  public void upload(String key, Path file) throws IOException {
    put(key, Files.readAllBytes(file));
  }

  @Override
  public void download(String key, Path file) throws IOException {
    Files.write(file, required(key).content);
  }

  @Override
  public Listing list(String folder) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    List<Entry> objects = new ArrayList<>();
    TreeSet<String> folders = new TreeSet<>();
    synchronized (state) {
      for (Map.Entry<String, Stored> object : below(prefix).entrySet()) {
        int slash = object.getKey().indexOf('/', prefix.length());
        if (slash < 0) {
          Stored found = object.getValue();
          objects.add(new Entry(object.getKey(), found.content.length, found.changed));
        } else {
          folders.add(object.getKey().substring(0, slash));
        }
      }
    }
    return new Listing(objects, List.copyOf(folders));
  }

  private Map<String, Stored> below(String prefix) {
    return state.objects.subMap(prefix, prefix + Character.MAX_VALUE);
  }

  @Override
  public List<String> keysBelow(String folder) {
    synchronized (state) {
      return List.copyOf(below(folder.isEmpty() ? "" : folder + "/").keySet());
    }
  }

  @Override
  public void delete(Collection<String> keys) {
    synchronized (state) {
      keys.forEach(state.objects::remove);
    }
  }

  @Override
  public void close() {
    // Others may see them.
  }
}
