// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds a line again that a message quotes. */
final class FileLines {
  private FileLines() {}

  /** The text of the line, counted from 1; empty where the file no longer has it. */
  static String find(Path file, long number) {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return reader.lines().skip(number - 1).findFirst().orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
