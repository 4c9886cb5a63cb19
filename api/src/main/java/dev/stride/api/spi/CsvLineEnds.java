// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Csv;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the lines of a CSV file end. A file has one kind of line end; where a carriage return or a
 * line feed stands among others, it may be a value's own that lost its quotes. For backends.
 */
public enum CsvLineEnds {
  /** As on Unix. */
  LINE_FEED,
  /** As on Windows. */
  BOTH,
  /** As on old Macs. */
  CARRIAGE_RETURN;

  /**
   * The kind of an end.
   *
   * @param first its first character
   * @param second what follows that
   */
  public static CsvLineEnds of(int first, int second) {
    return first == '\n' ? LINE_FEED : second == '\n' ? BOTH : CARRIAGE_RETURN;
  }

  /** The refusal of a file of which one line ends otherwise than its first. */
  public static StrideException mixed(String file, long line) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot read CSV file: "
            + file
            + " line "
            + line
            + " ends otherwise than line 1 (use one kind of line end, or quote what belongs to a"
            + " value)");
  }

  /** Looks through a file of the scan for a line that ends otherwise than its first. */
  public static Optional<StrideException> mixedIn(Scan scan, Path file) {
    char delimiter = ((Csv) scan.source()).delimiter();
    try (PushbackReader text =
        new PushbackReader(
            new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)))) {
      return new Search(text, delimiter).find().map(line -> mixed(file.toString(), line));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Follows quotes as far as needed to know which ends are those of lines. */
  private static final class Search {
    private final PushbackReader text;
    private final char delimiter;
    private boolean quoted;
    private boolean atStart = true;
    private long line = 1;
    private Optional<CsvLineEnds> first = Optional.empty();

    Search(PushbackReader text, char delimiter) {
      this.text = text;
      this.delimiter = delimiter;
    }

    Optional<Long> find() throws IOException {
      for (int c = text.read(); c >= 0; c = text.read()) {
        if (c == '\n' || c == '\r') {
          CsvLineEnds end = end(c);
          if (!quoted && end != first.orElse(end)) {
            return Optional.of(line);
          }
          first = quoted ? first : Optional.of(end);
          line++;
        }
        follow(c);
      }
      return Optional.empty();
    }

    private CsvLineEnds end(int c) throws IOException {
      if (c == '\n') {
        return LINE_FEED;
      }
      int next = text.read();
      if (next >= 0 && next != '\n') {
        text.unread(next);
      }
      return of(c, next);
    }

    private void follow(int c) {
      if (c == '"' && (quoted || atStart)) {
        quoted = !quoted;
        atStart = true;
      } else {
        atStart = !quoted && (c == delimiter || c == '\n' || c == '\r' || (atStart && c == ' '));
      }
    }
  }
}
