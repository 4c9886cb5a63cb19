// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The characters of a file in UTF-8. A reader of the JDK would throw on broken bytes before it has
 * given all characters in front of them, and the line could not be named. Confined to one task.
 */
final class Utf8Chars implements Closeable {
  static final int END = -1;
  static final int NOT_UTF8 = -2;

  private static final int SIZE = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream stream;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final ByteBuffer bytes = ByteBuffer.allocate(SIZE).flip();
  private final CharBuffer buffer = CharBuffer.allocate(SIZE);
  private final char[] chars = buffer.array();
  private int position;
  private int limit;

  /** What follows the buffer's characters: 0 for more of them. */
  private int after;

  private Utf8Chars(InputStream stream) {
    this.stream = stream;
  }

  /** Opens a file behind its byte order mark, if it has one. */
  static Utf8Chars open(Path file) throws IOException {
    Utf8Chars chars = new Utf8Chars(Files.newInputStream(file));
    if (chars.read() != BYTE_ORDER_MARK) {
      chars.position = 0;
    }
    return chars;
  }

  /** The next character, {@link #END} or {@link #NOT_UTF8}. */
  int read() throws IOException {
    while (position == limit) {
      if (after != 0) {
        return after;
      }
      fill();
    }
    return chars[position++];
  }

  /** The next character, which stays; or {@link #END} or {@link #NOT_UTF8}. */
  int peek() throws IOException {
    int next = read();
    if (next >= 0) {
      position--;
    }
    return next;
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = stream.read(bytes.array(), bytes.position(), bytes.remaining());
    boolean isLast = count < 0;
    bytes.position(bytes.position() + Math.max(count, 0)).flip();
    buffer.clear();
    CoderResult result = decoder.decode(bytes, buffer, isLast);
    position = 0;
    limit = buffer.position();
    if (result.isError()) {
      after = NOT_UTF8;
    } else if (isLast) {
      after = END;
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
