// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/** Looks at the slots of one {@code foreach} step. */
final class SlotChecker {
  private static final int HEADER_BYTES = 4 + 8;

  private final Path step;
  private final boolean committed;
  private final List<String> breaches;
  private final Set<Integer> slots = new TreeSet<>();

  SlotChecker(Path step, boolean committed, List<String> breaches) {
    this.step = step;
    this.committed = committed;
    this.breaches = breaches;
  }

  void check() {
    for (Path file : StoreChecker.children(step.resolve("slots"))) {
      String name = StoreChecker.name(file);
      if (name.endsWith(".log")) {
        checkRange(file, file.resolveSibling(name.replace(".log", ".json")));
      } else if (name.endsWith(".json") && !name.startsWith(".")) {
        Path log = file.resolveSibling(name.replace(".json", ".log"));
        if (!StoreChecker.isFile(log)) {
          breaches.add("I2: " + file + " seals a file that is missing");
        }
      }
    }
    int expected = 0;
    for (int slot : slots) {
      if (committed && slot != expected) {
        breaches.add("I1: " + step + " is committed without slot " + expected);
        return;
      }
      expected++;
    }
  }

  private void checkRange(Path log, Path seal) {
    byte[] content = StoreChecker.bytes(log);
    int whole = read(log, content);
    if (!StoreChecker.isFile(seal)) {
      if (committed && whole < content.length) {
        breaches.add("I2: " + log + " is torn, and its step is committed");
      }
      return;
    }
    Map<?, ?> sealed =
        JsonText.object(new String(StoreChecker.bytes(seal), StandardCharsets.UTF_8));
    if (!StoreChecker.sha256(content).equals(sealed.get("sha256"))) {
      breaches.add("I2: " + log + " has other bytes than its seal says");
    }
  }

  /** Notes every whole entry; tells how many bytes they are. */
  private int read(Path log, byte[] content) {
    ByteBuffer entries = ByteBuffer.wrap(content);
    while (entries.remaining() >= HEADER_BYTES) {
      int start = entries.position();
      int length = entries.getInt();
      long checksum = entries.getLong();
      if (length < 4 || length > entries.remaining()) {
        return start;
      }
      CRC32C sum = new CRC32C();
      sum.update(content, entries.position(), length);
      if (sum.getValue() != checksum) {
        return start;
      }
      int slot = entries.getInt(entries.position());
      if (!slots.add(slot)) {
        breaches.add("I1: " + log + " has slot " + slot + " twice");
      }
      entries.position(entries.position() + length);
    }
    return entries.position();
  }
}
