// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Folders of trials. */
final class Trees {
  private Trees() {}

  static void delete(Path tree) {
    try {
      if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
        StoreChecker.children(tree).forEach(Trees::delete);
      }
      Files.deleteIfExists(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
