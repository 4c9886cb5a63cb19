// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.secret;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Byte sequences to be found, by their first byte, the longest first. Immutable. */
final class SecretPatterns {
  private final byte[][][] byFirst = new byte[256][][];
  private final boolean empty;

  private SecretPatterns(List<byte[]> patterns) {
    empty = patterns.isEmpty();
    for (int first = 0; first < byFirst.length; first++) {
      byte value = (byte) first;
      byFirst[first] =
          patterns.stream()
              .filter(pattern -> pattern[0] == value)
              .sorted(Comparator.comparingInt((byte[] pattern) -> pattern.length).reversed())
              .toArray(byte[][]::new);
    }
  }

  static SecretPatterns of(Collection<String> secrets) {
    return new SecretPatterns(
        secrets.stream().flatMap(secret -> SecretForms.of(secret).stream()).toList());
  }

  boolean isEmpty() {
    return empty;
  }

  boolean canStart(byte value) {
    return byFirst[value & 0xff].length > 0;
  }

  /** The length of the longest one at {@code from}; 0 if there is none. */
  int matchAt(byte[] bytes, int from) {
    for (byte[] pattern : byFirst[bytes[from] & 0xff]) {
      int end = from + pattern.length;
      if (end <= bytes.length && Arrays.equals(bytes, from, end, pattern, 0, pattern.length)) {
        return pattern.length;
      }
    }
    return 0;
  }

  /** Whether more bytes could complete one that starts at {@code from}. */
  boolean mayMatchAt(byte[] bytes, int from) {
    int there = bytes.length - from;
    for (byte[] pattern : byFirst[bytes[from] & 0xff]) {
      if (pattern.length > there && Arrays.equals(bytes, from, bytes.length, pattern, 0, there)) {
        return true;
      }
    }
    return false;
  }
}
