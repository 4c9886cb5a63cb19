// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.store.FileOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk with a cache in front of it: what was done to it, and what of that survives a loss of
 * power. A name survives when its folder was made durable after it was made; a content as far as
 * its file was.
 */
final class Disk {
  private static final byte[] EMPTY = new byte[0];

  private final Map<Path, Entry> names = new TreeMap<>();
  private final Map<Path, Entry> durableNames = new TreeMap<>();

  /** A file, by whatever names, or a folder. */
  private static final class Entry {
    private final boolean folder;
    private byte[] content = EMPTY;
    private byte[] durable = EMPTY;

    Entry(boolean folder) {
      this.folder = folder;
    }
  }

  /** What happens to what need not survive. */
  enum Loss {
    /** All of it is lost. */
    ALL,
    /** Names survive, contents do not. */
    CONTENTS,
    /** Names survive, contents are torn in the middle. */
    TORN,
    /** Nothing is lost: a process was killed, the machine goes on. */
    NOTHING,
    /** A draw for each name and content. */
    SOME
  }

  void apply(FileOperation operation) {
    Path file = operation.file();
    if (operation instanceof FileOperation.Create) {
      names.put(file, new Entry(false));
    } else if (operation instanceof FileOperation.Append append) {
      Entry entry = names.computeIfAbsent(file, made -> new Entry(false));
      byte[] longer = Arrays.copyOf(entry.content, entry.content.length + append.bytes().length);
      System.arraycopy(append.bytes(), 0, longer, entry.content.length, append.bytes().length);
      entry.content = longer;
    } else if (operation instanceof FileOperation.Truncate truncate) {
      Entry entry = known(file);
      entry.content = Arrays.copyOf(entry.content, (int) truncate.length());
    } else if (operation instanceof FileOperation.Sync) {
      Entry entry = known(file);
      entry.durable = entry.content;
    } else if (operation instanceof FileOperation.Link link) {
      names.put(file, known(link.existing()));
    } else if (operation instanceof FileOperation.Delete) {
      names.remove(file);
    } else if (operation instanceof FileOperation.MakeFolder) {
      names.put(file, new Entry(true));
    } else if (operation instanceof FileOperation.SyncFolder) {
      durableNames.keySet().removeIf(name -> file.equals(name.getParent()));
      names.forEach(
          (name, entry) -> {
            if (file.equals(name.getParent())) {
              durableNames.put(name, entry);
            }
          });
    }
  }

  private Entry known(Path file) {
    return Objects.requireNonNull(names.get(file), () -> "nobody has made " + file);
  }

  /** What is found after the power is back: folders have no content. */
  Map<Path, byte @Nullable []> after(Loss loss, Random random) {
    Map<Path, Entry> left = new TreeMap<>(loss == Loss.ALL ? durableNames : names);
    if (loss == Loss.SOME) {
      left.keySet()
          .removeIf(name -> durableNames.get(name) != names.get(name) && random.nextBoolean());
      durableNames.forEach(
          (name, entry) -> {
            if (random.nextBoolean()) {
              left.putIfAbsent(name, entry);
            }
          });
    }
    Map<Path, byte @Nullable []> found = new TreeMap<>();
    left.forEach(
        (name, entry) -> found.put(name, entry.folder ? null : content(entry, loss, random)));
    return found;
  }

  private static byte[] content(Entry entry, Loss loss, Random random) {
    return switch (loss) {
      case ALL, CONTENTS -> entry.durable;
      case NOTHING -> entry.content;
      case TORN -> torn(entry, (entry.content.length - entry.durable.length) / 2);
      case SOME -> torn(entry, random.nextInt(Math.max(0, surplus(entry)) + 1));
    };
  }

  private static int surplus(Entry entry) {
    return entry.content.length - entry.durable.length;
  }

  private static byte[] torn(Entry entry, int more) {
    return surplus(entry) < 0
        ? entry.durable
        : Arrays.copyOf(entry.content, entry.durable.length + more);
  }

  /** Builds what was found below {@code to}, without what has lost its folder. */
  static void build(Map<Path, byte @Nullable []> found, Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Map.Entry<Path, byte @Nullable []> entry : found.entrySet()) {
      Path file = entry.getKey();
      if (!file.startsWith(from) || file.equals(from)) {
        continue;
      }
      Path built = to.resolve(from.relativize(file).toString());
      byte[] content = entry.getValue();
      if (!Files.isDirectory(Objects.requireNonNull(built.getParent()))) {
        continue;
      }
      if (content == null) {
        Files.createDirectory(built);
      } else {
        Files.write(built, content);
      }
    }
  }
}
