// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines before a body, as RFC 9112 has them.
 *
 * @param start the request line or the status line
 * @param fields {@code Name: value}
 */
record HttpHead(String start, List<String> fields) {
  private static final int MOST = 1 << 16;
  private static final int BLANK_LINE = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';

  HttpHead {
    fields = List.copyOf(fields);
  }

  /** The next head; null at the end of the stream. */
  static @Nullable HttpHead read(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int lastFour = 0; lastFour != BLANK_LINE; ) {
      int next = in.read();
      if (next < 0 && text.isEmpty()) {
        return null;
      }
      if (next < 0 || text.length() == MOST) {
        throw new IOException("no HTTP: a head of " + text.length() + " bytes does not end");
      }
      text.append((char) next);
      lastFour = lastFour << 8 | next;
    }
    List<String> lines = List.of(text.toString().split("\r\n"));
    return new HttpHead(lines.get(0), lines.subList(1, lines.size()));
  }

  void write(OutputStream out) throws IOException {
    StringBuilder text = new StringBuilder(start).append("\r\n");
    fields.forEach(field -> text.append(field).append("\r\n"));
    out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  Optional<String> field(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return fields.stream()
        .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(field -> field.substring(prefix.length()).strip())
        .findFirst();
  }

  private boolean has(String name, String token) {
    return field(name).filter(value -> value.toLowerCase(Locale.ROOT).contains(token)).isPresent();
  }

  /** The word of the first line at that place, from 0. */
  String word(int index) throws IOException {
    String[] words = start.split(" ", 3);
    if (words.length < 2) {
      throw new IOException("no HTTP: " + start);
    }
    return words[index];
  }

  int status() throws IOException {
    try {
      return Integer.parseInt(word(1));
    } catch (NumberFormatException e) {
      throw new IOException("no HTTP: " + start, e);
    }
  }

  boolean isChunked() {
    return has("Transfer-Encoding", "chunked");
  }

  boolean expectsContinue() {
    return has("Expect", "100-continue");
  }

  boolean closes() {
    return has("Connection", "close");
  }

  /** The length of the body, where it is told. */
  Optional<Long> length() throws IOException {
    try {
      return field("Content-Length").map(Long::parseLong);
    } catch (NumberFormatException e) {
      throw new IOException("no HTTP: " + fields, e);
    }
  }
}
