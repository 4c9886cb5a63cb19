// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what {@link SlotWriter} wrote, range by range, and no further than it is whole. */
public final class SlotReader {
  private final StoreFiles files;
  private final Path folder;

  SlotReader(StoreFiles files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /**
   * Shows every whole result, ranges in order, slots of a range in the order they ended; where a
   * slot has several, the last one counts.
   *
   * @throws StrideException of kind {@code INTERNAL} if a sealed range is damaged, after everything
   *     that is whole was shown: what was shown can be used, but it is not all
   */
  public void forEach(Consumer<SlotResult> consumer) {
    Optional<StrideException> damage = Optional.empty();
    for (String range : ranges()) {
      Path log = folder.resolve(range + SlotWriter.LOG);
      Optional<StrideException> found = damageOf(log, folder.resolve(range + SlotWriter.SEAL));
      damage = damage.or(() -> found);
      if (files.exists(log)) {
        files.reading(log, (in, size) -> SlotLog.scan(in, size, consumer));
      }
    }
    if (damage.isPresent()) {
      throw damage.get();
    }
  }

  /** What the writer said that every slot depends on; empty if no range was sealed. */
  public Optional<String> fingerprint() {
    return ranges().stream()
        .map(range -> folder.resolve(range + SlotWriter.SEAL))
        .filter(files::exists)
        .map(
            seal ->
                Store.decode(files.name(seal), files.read(seal), SlotWriter.Seal.class)
                    .fingerprint())
        .findFirst();
  }

  private List<String> ranges() {
    return files.list(folder).stream()
        .map(file -> String.valueOf(file.getFileName()))
        .filter(name -> name.matches("\\d+\\.(log|json)"))
        .map(name -> name.substring(0, name.indexOf('.')))
        .distinct()
        .sorted()
        .toList();
  }

  /** A torn end is what a killed process leaves; in a sealed range it is damage, as any change. */
  private Optional<StrideException> damageOf(Path log, Path seal) {
    if (!files.exists(seal)) {
      return Optional.empty();
    }
    if (!files.exists(log)) {
      return Optional.of(damaged(files.name(log), "it is missing"));
    }
    try {
      String sealed =
          Store.decode(files.name(seal), files.read(seal), SlotWriter.Seal.class).sha256();
      String digest = files.digest(log);
      return digest.equals(sealed)
          ? Optional.empty()
          : Optional.of(damaged(files.name(log), "its SHA-256 is " + digest + ", not " + sealed));
    } catch (StrideException e) {
      return Optional.of(e);
    }
  }

  private static StrideException damaged(String log, String how) {
    return new StrideException(
        FailureClass.CORRUPT,
        "Cannot use slots: " + log + " is damaged: " + how + " (run the workflow again)",
        null);
  }
}
