// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.spi.CsvLineEnds;
import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Parses CSV as in RFC 4180, strictly: what does not fit is found, never repaired. Blanks around a
 * quoted field, a blank line among several columns and one delimiter at a line's end are taken, as
 * the embedded engine takes them. Confined to one task.
 */
final class CsvRecords implements Closeable {
  /** What comes next in the file. */
  enum Found {
    RECORD,
    /** An empty line, which is no record where there are several columns. */
    BLANK,
    /** A record whose quotes are wrong or whose fields are too few or too many. */
    BROKEN,
    /** A record whose line ends otherwise than the first. */
    MIXED,
    NOT_UTF8,
    END
  }

  private static final char QUOTE = '"';

  private final Utf8Chars chars;
  private final char delimiter;
  private final int width;
  private final BitSet wanted;
  private final @Nullable String[] texts;
  private final BitSet quoted;
  private final StringBuilder text = new StringBuilder();
  private @Nullable CsvLineEnds lineEnds;
  private int count;
  private long line;
  private long nextLine = 1;

  /**
   * Begins before the header.
   *
   * @param width the number of fields in each record
   * @param wanted the fields whose texts are asked for
   */
  CsvRecords(Utf8Chars chars, char delimiter, int width, BitSet wanted) {
    this.chars = chars;
    this.delimiter = delimiter;
    this.width = width;
    this.wanted = wanted;
    this.texts = new String[width];
    this.quoted = new BitSet(width);
  }

  /** The line on which the record begins that was found last, or that holds what is no UTF-8. */
  long line() {
    return line;
  }

  /** A wanted field's text; null where it is {@code nullText} without quotes. */
  @Nullable String text(int index, String nullText) {
    String found = texts[index];
    return !quoted.get(index) && nullText.equals(found) ? null : found;
  }

  /** Reads the next record. */
  Found next() throws IOException {
    count = 0;
    quoted.clear();
    line = nextLine;
    int end = chars.peek();
    if (end == Utf8Chars.END) {
      return Found.END;
    }
    do {
      end = field();
    } while (end == delimiter);
    if (end == Utf8Chars.NOT_UTF8) {
      line = nextLine;
      return Found.NOT_UTF8;
    }
    return isEnd(end) ? complete(end) : Found.BROKEN;
  }

  private Found complete(int end) throws IOException {
    if (!endLine(end)) {
      return Found.MIXED;
    }
    boolean isLastBare = text.isEmpty() && !quoted.get(count - 1);
    if (count == 1 && width > 1 && isLastBare) {
      return Found.BLANK;
    }
    boolean endsWithDelimiter = count == width + 1 && isLastBare;
    return count == width || endsWithDelimiter ? Found.RECORD : Found.BROKEN;
  }

  /** Reads a field; what comes behind it: the delimiter, an end, or something wrong. */
  private int field() throws IOException {
    text.setLength(0);
    int c = chars.read();
    while (c == ' ' && delimiter != ' ') {
      text.append(' ');
      c = chars.read();
    }
    if (c == QUOTE) {
      return quotedField();
    }
    while (c != delimiter && !isEnd(c) && c != Utf8Chars.NOT_UTF8) {
      text.append((char) c);
      c = chars.read();
    }
    add();
    return c;
  }

  private int quotedField() throws IOException {
    text.setLength(0);
    int c = chars.read();
    while (c >= 0 && !(c == QUOTE && chars.peek() != QUOTE)) {
      if (c == QUOTE) {
        chars.read();
      } else if (isEnd(c)) {
        countLine(c);
      }
      text.append((char) c);
      c = chars.read();
    }
    if (c < 0) {
      return c == Utf8Chars.END ? QUOTE : c;
    }
    quoted.set(count);
    add();
    c = chars.read();
    while (c == ' ' && delimiter != ' ') {
      c = chars.read();
    }
    return c;
  }

  private void add() {
    if (count < width && wanted.get(count)) {
      texts[count] = text.toString();
    }
    count++;
  }

  private static boolean isEnd(int c) {
    return c == '\n' || c == '\r' || c == Utf8Chars.END;
  }

  /** Whether the line ends like the first. */
  private boolean endLine(int end) throws IOException {
    if (end == Utf8Chars.END) {
      return true;
    }
    CsvLineEnds kind = CsvLineEnds.of(end, chars.peek());
    if (kind == CsvLineEnds.BOTH) {
      chars.read();
    }
    lineEnds = lineEnds == null ? kind : lineEnds;
    if (lineEnds != kind) {
      line = nextLine;
      return false;
    }
    nextLine++;
    return true;
  }

  /** Inside quotes; of a carriage return with a line feed only the latter counts. */
  private void countLine(int c) throws IOException {
    if (c == '\n' || chars.peek() != '\n') {
      nextLine++;
    }
  }

  @Override
  public void close() throws IOException {
    chars.close();
  }
}
