// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Commits slots in groups: the results of 1,000 neighbouring slots go to one file, which is made
 * durable and sealed once, when its last slot has ended. A file that was not sealed is still good
 * up to its last whole entry, each of which carries its checksum; a writer that finds one goes on
 * from there. Thread-safe.
 */
public final class SlotWriter implements AutoCloseable {
  /** Slots of one range; fixed, since a range's name follows from it. */
  static final int RANGE = 1000;

  static final String LOG = ".log";
  static final String SEAL = ".json";

  private final StoreFiles files;
  private final Path folder;
  private final String fingerprint;
  private final int count;
  private final Map<Integer, OpenRange> open = new HashMap<>();

  /** Ranges whose file may end in the middle of an entry, or may have lost what was written. */
  private final Set<Integer> lost = new HashSet<>();

  SlotWriter(StoreFiles files, Path folder, String fingerprint, int count) {
    this.files = files;
    this.folder = folder;
    this.fingerprint = fingerprint;
    this.count = count;
    files.createFolders(folder);
    for (int range = 0; range <= (count - 1) / RANGE; range++) {
      if (files.exists(log(range)) && !files.exists(seal(range))) {
        resume(range);
      }
    }
  }

  /** What is written beside a full range's file. */
  record Seal(String fingerprint, int slots, String sha256) {}

  private record OpenRange(Appender file, BitSet slots) {}

  /**
   * Adds the result of a slot; it survives the end of this process, and a loss of power once its
   * range is full or this writer is closed. A slot that is added again replaces what it had.
   *
   * @throws StrideException of kind {@code INTERNAL} if the slot's range is sealed
   */
  public synchronized void add(SlotResult result) {
    checkSlot(result.slot());
    int range = result.slot() / RANGE;
    try {
      OpenRange target = open.computeIfAbsent(range, this::create);
      // INVARIANT: an entry is one write, so that a killed process tears at most its last one.
      target.file().write(SlotLog.entry(result));
      target.slots().set(result.slot() % RANGE);
      sealIfFull(range, target);
    } catch (IOException e) {
      abandon(range);
      throw files.cannot("write", log(range), e);
    }
  }

  /** Nothing more is written behind a torn entry, and what an fsync has lost is not sealed. */
  private void abandon(int range) {
    lost.add(range);
    OpenRange target = open.remove(range);
    if (target != null) {
      try {
        target.file().close();
      } catch (IOException e) {
        // What closing has lost is lost with the range.
      }
    }
  }

  private void checkSlot(int slot) {
    if (slot < 0 || slot >= count) {
      throw new IllegalArgumentException(
          "Invalid slot: " + slot + " (must be at least 0 and below " + count + ")");
    }
  }

  private OpenRange create(int range) {
    if (files.exists(seal(range))) {
      throw new StrideException(
          FailureKind.INTERNAL,
          "Cannot add slot: " + log(range) + " is sealed (run the workflow again)");
    }
    if (lost.contains(range)) {
      throw files.cannot("write", log(range), new IOException("an earlier write failed"));
    }
    return new OpenRange(files.append(log(range)), new BitSet(RANGE));
  }

  /** Goes on with what another process left, without its torn end. */
  private void resume(int range) {
    BitSet slots = new BitSet(RANGE);
    Path log = log(range);
    long whole =
        files.reading(
            log, (in, size) -> SlotLog.scan(in, size, result -> slots.set(result.slot() % RANGE)));
    files.truncate(log(range), whole);
    OpenRange target = new OpenRange(files.append(log(range)), slots);
    open.put(range, target);
    try {
      sealIfFull(range, target);
    } catch (IOException e) {
      throw files.cannot("write", log(range), e);
    }
  }

  private void sealIfFull(int range, OpenRange target) throws IOException {
    int slots = target.slots().cardinality();
    if (slots < Math.min(RANGE, count - range * RANGE)) {
      return;
    }
    finish(target);
    open.remove(range);
    // A seal must not survive a loss of power that its file does not.
    files.syncFolder(folder);
    Seal seal = new Seal(fingerprint, slots, files.digest(log(range)));
    files.createOnce(seal(range), Store.encode(seal));
  }

  private void finish(OpenRange target) throws IOException {
    try (Appender file = target.file()) {
      file.sync();
    }
  }

  private Path log(int range) {
    return folder.resolve(name(range) + LOG);
  }

  private Path seal(int range) {
    return folder.resolve(name(range) + SEAL);
  }

  private static String name(int range) {
    return String.format(Locale.ROOT, "%07d", range);
  }

  /** Makes durable what was added to ranges that are not full. */
  @Override
  public synchronized void close() {
    for (Map.Entry<Integer, OpenRange> entry : open.entrySet()) {
      try {
        finish(entry.getValue());
      } catch (IOException e) {
        throw files.cannot("write", log(entry.getKey()), e);
      }
    }
    open.clear();
    files.syncFolder(folder);
  }
}
