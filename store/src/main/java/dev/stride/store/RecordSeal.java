// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last member of a record's JSON: the beginning of the SHA-256 of the record without it. A bit
 * that flips leaves most records readable, and a parameter or a step's name changed.
 */
final class RecordSeal {
  private static final int DIGITS = 16;
  private static final Pattern SEAL =
      Pattern.compile(",\"seal\":\"([0-9a-f]{" + DIGITS + "})\"}\\s*$");

  private RecordSeal() {}

  /** The JSON object with its seal. */
  static byte[] sealed(byte[] json) {
    String text = text(json);
    String members = text.substring(0, text.length() - 1);
    return bytes(members + ",\"seal\":\"" + digest(json) + "\"}");
  }

  /**
   * The JSON object without its seal; one that has none, written by hand, is taken as it is.
   *
   * @throws IOException if it is not what was sealed
   */
  static byte[] opened(byte[] json) throws IOException {
    String text = text(json);
    Matcher seal = SEAL.matcher(text);
    if (!seal.find()) {
      return json;
    }
    byte[] plain = bytes(text.substring(0, seal.start()) + "}");
    if (!digest(plain).equals(seal.group(1))) {
      throw new IOException("the record is not what its seal says");
    }
    return plain;
  }

  private static String digest(byte[] json) {
    return Digests.of(json).substring(0, DIGITS);
  }

  /** Byte by byte, whatever they are. */
  private static String text(byte[] json) {
    return new String(json, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
