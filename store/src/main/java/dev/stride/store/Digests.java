// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of files and of lists of parts. */
public final class Digests {
  private Digests() {}

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The digest of bytes, in small hexadecimal digits. */
  public static String of(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  /** The first 64 bits of the digest: enough to tell whether something has changed. */
  public static long first64(byte[] content) {
    return ByteBuffer.wrap(sha256().digest(content)).getLong();
  }

  /** The digest of parts, each counted with its length, so that no two lists run together. */
  public static String of(List<String> parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) ':');
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The SHA-256 of a file. */
  public static String ofFile(Path file) throws IOException {
    try (InputStream in = new FileInputStream(file.toFile())) {
      return of(in);
    }
  }

  /** The SHA-256 of all that the stream has; does not close it. */
  static String of(InputStream in) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
