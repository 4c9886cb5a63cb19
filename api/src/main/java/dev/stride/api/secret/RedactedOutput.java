// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.secret;

import dev.stride.api.spi.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Hands on what it is given without secrets. What may be the beginning of one is held back until it
 * is known whether it is, or nothing more comes. Thread-safe.
 */
final class RedactedOutput implements OutputSink {
  private static final byte[] STARS = "***".getBytes(StandardCharsets.US_ASCII);

  private final Redactor redactor;
  private final OutputSink target;
  private byte[] held = new byte[0];

  /** How many of the next bytes belong to a secret that has its stars already. */
  private int hidden;

  private boolean found;

  RedactedOutput(Redactor redactor, OutputSink target) {
    this.redactor = redactor;
    this.target = target;
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    if (held.length == 0 && hidden == 0 && redactor.patterns().isEmpty()) {
      target.write(bytes, offset, length);
      return;
    }
    byte[] all = new byte[held.length + length];
    System.arraycopy(held, 0, all, 0, held.length);
    System.arraycopy(bytes, offset, all, held.length, length);
    take(all, false);
  }

  @Override
  public OutputSink aside() {
    return new RedactedOutput(redactor, target);
  }

  @Override
  public synchronized void end() {
    take(held, true);
    target.end();
  }

  private void take(byte[] bytes, boolean isLast) {
    SecretPatterns patterns = redactor.patterns();
    ByteArrayOutputStream clean = new ByteArrayOutputStream(bytes.length);
    int at = 0;
    while (at < bytes.length) {
      if (patterns.canStart(bytes[at])) {
        if (!isLast && patterns.mayMatchAt(bytes, at)) {
          break;
        }
        hide(patterns.matchAt(bytes, at), clean);
      }
      if (hidden > 0) {
        hidden--;
      } else {
        clean.write(bytes[at]);
      }
      at++;
    }
    held = Arrays.copyOfRange(bytes, at, bytes.length);
    if (clean.size() > 0) {
      target.write(clean.toByteArray(), 0, clean.size());
    }
  }

  /** A secret that begins within another one continues its stars. */
  private void hide(int length, ByteArrayOutputStream clean) {
    if (length > 0 && hidden == 0) {
      clean.writeBytes(STARS);
      found = true;
    }
    hidden = Math.max(hidden, length);
  }

  boolean hasFound() {
    return found;
  }
}
