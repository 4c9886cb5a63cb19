// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns DuckDB's messages about lines of JSON into sentences that name the line. */
final class JsonLinesErrors {
  private static final Pattern REPORT =
      Pattern.compile(
          "(Malformed JSON|JSON transform error) in file \"([^\\n]*?)\","
              + " (?:at byte \\d+ )?in line (\\d+): ([^\\n]*)");

  private static final Pattern DUPLICATE = Pattern.compile("has duplicate key \"([^\\n]*)\"");
  private static final Pattern UNEXPECTED =
      Pattern.compile("Expected (OBJECT|ARRAY), but got (\\w+): ([^\\n]*)");

  private JsonLinesErrors() {}

  /** Empty where the message is about something else. */
  static Optional<String> sentence(String message) {
    Matcher report = REPORT.matcher(message);
    if (!report.find()) {
      return Optional.empty();
    }
    boolean malformed = report.group(1).startsWith("Malformed");
    // DuckDB counts lines that are not blank, and is one ahead where a line is no JSON.
    long counted = Long.parseLong(report.group(3)) - (malformed ? 1 : 0);
    String file = report.group(2);
    String start = "Cannot read JSON lines file: " + file;
    String reason = report.group(4);
    if (reason.contains("byte order mark")) {
      return Optional.of(start + " starts with a byte order mark (save it without one)");
    }
    return Optional.of(start + line(file, counted) + (malformed ? broken(reason) : misfit(reason)));
  }

  private static String broken(String reason) {
    return reason.contains("UTF-8")
        ? " is not in UTF-8 (convert the file)"
        : " is no JSON object (correct the line)";
  }

  private static String misfit(String reason) {
    Matcher duplicate = DUPLICATE.matcher(reason);
    if (duplicate.find()) {
      return " has the key '" + duplicate.group(1) + "' twice (remove one)";
    }
    Matcher unexpected = UNEXPECTED.matcher(reason);
    if (unexpected.find()) {
      boolean list = unexpected.group(1).equals("ARRAY");
      String found = unexpected.group(3);
      return " holds "
          + (found.length() > 100 ? found.substring(0, 100) : found)
          + ", which is no "
          + (list ? "array" : "object")
          + " (correct the line)";
    }
    return " does not fit: " + reason + " (correct the line)";
  }

  /** The line's number in the file; nothing where the file no longer has as many lines. */
  private static String line(String file, long counted) {
    try (BufferedReader reader =
        Files.newBufferedReader(Path.of(file), StandardCharsets.ISO_8859_1)) {
      long left = counted;
      long number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank() && --left == 0) {
          return " line " + number;
        }
      }
      return "";
    } catch (IOException | InvalidPathException e) {
      return "";
    }
  }
}
