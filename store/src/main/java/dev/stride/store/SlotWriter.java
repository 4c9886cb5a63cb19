// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Commits slots in groups: the results of 1,000 neighbouring slots go to one file, which is made
 * durable and sealed once, when its last slot has ended. A file that was not sealed is still good
 * up to its last whole entry, each of which carries its checksum. Thread-safe.
 */
public final class SlotWriter implements AutoCloseable {
  /** Slots of one range; fixed, since a range's name follows from it. */
  static final int RANGE = 1000;

  static final int HEADER_BYTES = 4 + 8 + 4 + 4 + 1 + 8 + 4;

  private final FileOperations files;
  private final Path folder;
  private final String fingerprint;
  private final int count;
  private final Map<Integer, OpenRange> open = new HashMap<>();

  SlotWriter(FileOperations files, Path folder, String fingerprint, int count) {
    this.files = files;
    this.folder = folder;
    this.fingerprint = fingerprint;
    this.count = count;
    files.createFolders(folder);
  }

  private static final class OpenRange {
    final FileOutputStream file;
    final DataOutputStream out;
    int written;

    OpenRange(FileOutputStream file) {
      this.file = file;
      this.out = new DataOutputStream(new BufferedOutputStream(file, 1 << 16));
    }
  }

  /** Adds the result of a slot, which must not have been added before. */
  public synchronized void add(SlotResult result) {
    int range = result.slot() / RANGE;
    Path log = log(folder, range);
    try {
      OpenRange target =
          open.computeIfAbsent(range, number -> new OpenRange(files.append(log(folder, number))));
      write(target.out, result);
      target.written++;
      if (target.written == slotsOf(range)) {
        seal(range, target);
      }
    } catch (IOException e) {
      throw FileOperations.cannot("write", log, e);
    }
  }

  private int slotsOf(int range) {
    return Math.min(RANGE, count - range * RANGE);
  }

  /** Tells how many results of a range an earlier process has already written. */
  synchronized void resumeRange(int range, int written) {
    OpenRange target = new OpenRange(files.append(log(folder, range)));
    target.written = written;
    open.put(range, target);
  }

  private static void write(DataOutputStream out, SlotResult result) throws IOException {
    ByteBuffer body = ByteBuffer.allocate(HEADER_BYTES - 12 + result.value().length);
    body.putInt(result.slot())
        .putInt(result.attempts())
        .put(result.kind().code())
        .putLong(result.fingerprint())
        .putInt(result.millis())
        .put(result.value());
    CRC32C checksum = new CRC32C();
    checksum.update(body.array());
    out.writeInt(body.capacity());
    out.writeLong(checksum.getValue());
    out.write(body.array());
  }

  private void seal(int range, OpenRange target) throws IOException {
    target.out.flush();
    files.sync(target.file);
    target.out.close();
    open.remove(range);
    files.createOnce(
        folder.resolve(name(range) + ".json"),
        Store.encode(
            Map.of(
                "fingerprint",
                fingerprint,
                "slots",
                target.written,
                "sha256",
                Digests.ofFile(log(folder, range)))));
  }

  static Path log(Path folder, int range) {
    return folder.resolve(name(range) + ".log");
  }

  private static String name(int range) {
    return String.format(Locale.ROOT, "%07d", range);
  }

  /** Makes durable what was added to ranges that are not full. */
  @Override
  public synchronized void close() {
    for (Map.Entry<Integer, OpenRange> entry : open.entrySet()) {
      try {
        entry.getValue().out.flush();
        files.sync(entry.getValue().file);
        entry.getValue().out.close();
      } catch (IOException e) {
        throw FileOperations.cannot("write", log(folder, entry.getKey()), e);
      }
    }
    open.clear();
  }
}
