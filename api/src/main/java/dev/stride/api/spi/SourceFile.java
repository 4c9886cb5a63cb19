// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * A file of a source as it is now; for backends. Equal ones hold equal rows.
 *
 * @param file its absolute path
 * @param size its bytes
 * @param modified when it last changed
 */
public record SourceFile(Path file, long size, FileTime modified) {

  /**
   * The file as it is now.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if it cannot be read
   */
  public static SourceFile of(Path file) {
    try {
      return new SourceFile(file, Files.size(file), Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw new StrideException(
          FailureKind.CONFIGURATION, "Cannot read file: " + file + " (check that it exists)", e);
    }
  }
}
