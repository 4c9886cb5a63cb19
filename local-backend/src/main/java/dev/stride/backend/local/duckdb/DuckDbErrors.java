// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.expression.ErrorClass;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns DuckDB's messages into sentences with a class and a remedy. */
final class DuckDbErrors {
  /** Starts the messages of errors whose cause is a file. */
  static final String INPUT = "INPUT: ";

  /** Starts the messages of what DuckDB has no class for. */
  static final String UNEXPLAINED = "Cannot run query: ";

  /** Only at the start: the rest may quote the statement, which holds such messages too. */
  private static final Pattern OWN =
      Pattern.compile(
          "^(?:[\\w.]+(?:Exception|Error): )*(?:[A-Z][A-Za-z ]+ Error: )?"
              + "((?:INPUT|DIVISION_BY_ZERO|OVERFLOW|CAST|OUT_OF_RANGE|NULL_VALUE): [^\\n]*)");

  /** In the names of files that the engine spills. */
  private static final String SPILLED = "duckdb_temp_";

  private static final String CLOSED =
      "(?:[\\w.]+: )?(?:[A-Z][A-Za-z ]+ Error: )?Attempting to execute an unsuccessful or closed"
          + " pending query result\\s*Error: ";

  private DuckDbErrors() {}

  static StrideException cancelled() {
    return new StrideException(
        FailureKind.CANCELLED, "Cannot finish query: it was cancelled (run it again)");
  }

  /**
   * The failure of a query as one of Stride's.
   *
   * @param spillFolder where the engine spills
   */
  static StrideException translate(Throwable failure, Path spillFolder) {
    String message = message(failure);
    String first = message.split("\n", 2)[0];
    Matcher own = OWN.matcher(message);
    if (own.find()) {
      String text = own.group(1);
      return text.startsWith(INPUT)
          ? new StrideException(FailureKind.CONFIGURATION, text.substring(INPUT.length()), failure)
          : dataError(text, failure);
    }
    Optional<String> aboutLine = aboutLine(message);
    if (aboutLine.isPresent()) {
      return new StrideException(FailureKind.CONFIGURATION, aboutLine.get(), failure);
    }
    if (message.contains("INTERRUPT") || message.contains("Interrupted")) {
      return cancelled();
    }
    Optional<ErrorClass> known = classify(first);
    if (known.isPresent()) {
      return dataError(known.get() + ": " + stripped(first), failure);
    }
    Optional<String> full = fullDisk(message, spillFolder);
    if (full.isPresent()) {
      return new StrideException(FailureClass.DISK_FULL, full.get(), failure);
    }
    if (isAboutMemory(failure)) {
      return new StrideException(
          FailureClass.HEAP_MEMORY,
          "Cannot run query: "
              + stripped(first)
              + " (raise stride.local.memory-limit or free memory)",
          failure);
    }
    return readError(message, failure);
  }

  /** What the engine spills is limited by the room on its disk, which it calls memory. */
  private static Optional<String> fullDisk(String message, Path spillFolder) {
    String file = between(message, "Could not write file \"", "\"");
    boolean isFull = message.contains("No space left");
    if (message.contains("failed to offload") || (isFull && file.contains(SPILLED))) {
      return Optional.of(
          "Cannot run query: the disk of its spill folder is full: "
              + spillFolder
              + " (free space there, set stride.local.spill-folder to another disk, or raise"
              + " stride.local.memory-limit)");
    }
    if (!isFull) {
      return Optional.empty();
    }
    return Optional.of(
        (file.isEmpty() ? "Cannot run query" : "Cannot write file: " + file)
            + ": the disk is full (free space"
            + (file.isEmpty() ? ")" : " there, or write to another disk)"));
  }

  static boolean isAboutMemory(Throwable failure) {
    String message = message(failure);
    return message.contains("Out of Memory") || message.contains("could not allocate block");
  }

  /** The first failure's own words: a statement that failed at once is reported around them. */
  static String message(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return message.replaceFirst("^" + CLOSED, "");
  }

  /** What a file's line has; its text may hold any words, so this is asked before others. */
  private static Optional<String> aboutLine(String message) {
    return message.contains("CSV Error")
        ? Optional.of(csv(message))
        : JsonLinesErrors.sentence(message);
  }

  private static StrideException readError(String message, Throwable failure) {
    String first = message.split("\n", 2)[0];
    FailureKind kind =
        failure instanceof SQLException && isAboutFiles(first)
            ? FailureKind.CONFIGURATION
            : FailureKind.INTERNAL;
    return new StrideException(
        kind, UNEXPLAINED + stripped(first) + " (see the attempt's log)", failure);
  }

  private static boolean isAboutFiles(String message) {
    return message.startsWith("IO Error")
        || message.contains("JSON")
        || message.contains("CSV")
        || message.contains("magic bytes")
        || message.contains("arquet");
  }

  /** DuckDB's report has the line, its text and the file, each on a line of its own. */
  private static String csv(String message) {
    String line = between(message, "CSV Error on Line: ", "\n");
    String text = between(message, "Original Line: ", "\n");
    String file = between(message, "file = ", "\n");
    if (message.contains("Invalid unicode")) {
      return "Cannot read CSV file: "
          + file
          + " line "
          + line
          + " is not in UTF-8 (convert the file)";
    }
    return "Cannot read CSV file"
        + (file.isEmpty() ? "" : ": " + file)
        + (line.isEmpty() ? "" : " line " + line + " is broken")
        + (text.isEmpty() ? "" : ": '" + text + "'")
        + " (correct the line, or the delimiter)";
  }

  private static String between(String message, String start, String end) {
    int from = message.indexOf(start);
    if (from < 0) {
      return "";
    }
    int begin = from + start.length();
    int to = message.indexOf(end, begin);
    return message.substring(begin, to < 0 ? message.length() : to).strip();
  }

  private static Optional<ErrorClass> classify(String message) {
    if (message.contains("ate out of range") || message.contains("imestamp out of range")) {
      return Optional.of(ErrorClass.OUT_OF_RANGE);
    }
    if (message.startsWith("Conversion Error") && !message.contains("INT128")) {
      return Optional.of(ErrorClass.CAST);
    }
    return message.startsWith("Out of Range Error")
            || message.contains("INT128")
            || message.contains("Overflow")
        ? Optional.of(ErrorClass.OVERFLOW)
        : Optional.empty();
  }

  private static StrideException dataError(String message, @Nullable Throwable cause) {
    return new StrideException(FailureKind.USER, message, cause);
  }

  /** The first line of what DuckDB says, without its name for the class of error. */
  static String reason(SQLException failure) {
    return stripped(message(failure).split("\n", 2)[0]);
  }

  private static String stripped(String message) {
    return message.replaceFirst("^(java\\.sql\\.SQLException: )?[A-Z][A-Za-z ]+ Error: ", "");
  }
}
