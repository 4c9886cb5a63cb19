// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The lines of a file as bytes, none of which is copied. Confined to one task. */
final class ByteLines implements Closeable {
  private static final int SIZE = 1 << 16;

  /** As many bytes as tell a parser that detects encodings which one it has. */
  private static final int DETECTED = 4;

  private final InputStream stream;
  private byte[] bytes = new byte[SIZE];
  private int start;
  private int end;
  private int following;
  private int limit;
  private long number;

  private ByteLines(InputStream stream) {
    this.stream = stream;
  }

  static ByteLines open(Path file) throws IOException {
    return new ByteLines(Files.newInputStream(file));
  }

  /** Goes to the next line, if there is one. */
  boolean next() throws IOException {
    start = following;
    int at = start;
    while (true) {
      while (at < limit && bytes[at] != '\n') {
        at++;
      }
      if (at < limit) {
        return line(at, at + 1);
      }
      int before = start;
      boolean isLast = !fill();
      at -= before - start;
      if (isLast) {
        return at > start && line(at, at);
      }
    }
  }

  private boolean line(int endOfLine, int startOfNext) {
    end = endOfLine;
    following = startOfNext;
    number++;
    return true;
  }

  /** Moves the line that has begun to the buffer's start and reads on behind it. */
  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, limit - start);
      limit -= start;
      start = 0;
    } else if (limit == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int count = stream.read(bytes, limit, bytes.length - limit);
    limit += Math.max(count, 0);
    return count >= 0;
  }

  /** The line's number, from 1. */
  long number() {
    return number;
  }

  boolean isBlank() {
    for (int at = start; at < end; at++) {
      if (bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != '\r') {
        return false;
      }
    }
    return true;
  }

  boolean hasByteOrderMark() {
    return number == 1
        && end - start >= 3
        && bytes[start] == (byte) 0xEF
        && bytes[start + 1] == (byte) 0xBB
        && bytes[start + 2] == (byte) 0xBF;
  }

  /** False where Jackson would detect another encoding, which the file must not have. */
  boolean mayBeUtf8() {
    for (int at = start; at < Math.min(end, start + DETECTED); at++) {
      if (bytes[at] == 0) {
        return false;
      }
    }
    return true;
  }

  boolean isUtf8() {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  JsonParser parser(JsonFactory factory) throws IOException {
    return factory.createParser(bytes, start, end - start);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
