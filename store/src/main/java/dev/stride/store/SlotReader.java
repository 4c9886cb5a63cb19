// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads what {@link SlotWriter} wrote, range by range, and no further than it is whole. */
public final class SlotReader {
  private final FileOperations files;
  private final Path folder;

  SlotReader(FileOperations files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /**
   * Shows every whole result, ranges in order, slots of a range in the order they ended; where a
   * slot has several, the last one counts.
   *
   * @throws StrideException of kind {@code INTERNAL} if a sealed range is damaged
   */
  public void forEach(Consumer<SlotResult> consumer) {
    for (String range : ranges()) {
      Path log = folder.resolve(range + SlotWriter.LOG);
      Path seal = folder.resolve(range + SlotWriter.SEAL);
      if (files.exists(seal)) {
        checkSealed(log, seal);
      }
      SlotLog.scan(log, consumer);
    }
  }

  private List<String> ranges() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("\\d+\\.(log|json)"))
          .map(name -> name.substring(0, name.indexOf('.')))
          .distinct()
          .sorted()
          .toList();
    } catch (IOException e) {
      throw FileOperations.cannot("list", folder, e);
    }
  }

  /** A torn end is what a killed process leaves; in a sealed range it is damage, as any change. */
  private void checkSealed(Path log, Path seal) {
    SlotWriter.Seal sealed = Store.decode(seal, files.read(seal), SlotWriter.Seal.class);
    if (!files.exists(log)) {
      throw damaged(log, "it is missing");
    }
    String digest = Digests.ofFile(log);
    if (!digest.equals(sealed.sha256())) {
      throw damaged(log, "its SHA-256 is " + digest + ", not " + sealed.sha256());
    }
  }

  private static StrideException damaged(Path log, String how) {
    return new StrideException(
        FailureKind.INTERNAL,
        "Cannot use slots: " + log + " is damaged: " + how + " (run the workflow again)");
  }
}
