// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Copies a body piece by piece, in the form in which it comes. */
final class HttpBody {
  private static final int PIECE = 1 << 14;
  private static final int LONGEST_LINE = 1 << 13;

  private final InputStream in;
  private final OutputStream out;
  private final OutputStream body;

  /**
   * @param out takes what frames the body
   * @param body takes the body's own bytes
   */
  HttpBody(InputStream in, OutputStream out, OutputStream body) {
    this.in = in;
    this.out = out;
    this.body = body;
  }

  void copyLength(long length) throws IOException {
    byte[] piece = new byte[PIECE];
    long left = length;
    while (left > 0) {
      int read = in.read(piece, 0, (int) Math.min(left, piece.length));
      if (read < 0) {
        throw new EOFException("a body ends " + left + " bytes early");
      }
      body.write(piece, 0, read);
      body.flush();
      left -= read;
    }
  }

  /** To the end of the connection. */
  void copyAll() throws IOException {
    byte[] piece = new byte[PIECE];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      body.write(piece, 0, read);
      body.flush();
    }
  }

  void copyChunks() throws IOException {
    long size;
    do {
      String line = line();
      frame(line);
      size = size(line);
      copyLength(size);
      if (size > 0) {
        frame(line());
      }
    } while (size > 0);
    String trailer;
    do {
      trailer = line();
      frame(trailer);
    } while (!trailer.isEmpty());
  }

  private void frame(String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static long size(String line) throws IOException {
    try {
      return Long.parseLong(line.split(";", 2)[0].strip(), 16);
    } catch (NumberFormatException e) {
      throw new IOException("no HTTP: a chunk of " + line, e);
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() == LONGEST_LINE) {
        throw new EOFException("a body ends within a chunk");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
