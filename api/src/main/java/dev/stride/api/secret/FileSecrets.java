// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.secret;

import dev.stride.api.Secret;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A folder with a file per secret, which nobody but the owner may enter. */
final class FileSecrets implements SecretProvider {
  private static final int MOST_BYTES = 64 << 10;

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Set<String> settings() {
    return Set.of("folder");
  }

  @Override
  public SecretSource open(Map<String, String> settings) {
    String folder = settings.get("folder");
    try {
      return new Folder(
          folder == null
              ? Path.of(System.getProperty("user.home"), ".stride", "secrets")
              : Path.of(folder));
    } catch (InvalidPathException e) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Invalid stride.secrets.file.folder: " + folder + " (must be a folder)",
          e);
    }
  }

  private record Folder(Path path) implements SecretSource {
    @Override
    public Optional<Secret> find(String name) {
      Path file = path.resolve(name);
      try {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          return Optional.empty();
        }
        checkFolder();
        checkFile(file);
        return Optional.of(Secret.of(withoutLineEnd(read(file))));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      } catch (IOException e) {
        throw cannotUse(file, e.toString(), "make it readable for its owner");
      }
    }

    private void checkFolder() throws IOException {
      PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
      if (!OWNERS.containsAll(attributes.permissions())) {
        throw cannotUse(path, "others may enter it: " + mode(attributes), "chmod 700 " + path);
      }
    }

    private static void checkFile(Path file) throws IOException {
      PosixFileAttributes attributes =
          Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        throw cannotUse(file, "it is no plain file", "put the secret itself there");
      }
      if (!OWNERS.containsAll(attributes.permissions())) {
        throw cannotUse(file, "others may use it: " + mode(attributes), "chmod 600 " + file);
      }
    }

    private static String mode(PosixFileAttributes attributes) {
      return PosixFilePermissions.toString(attributes.permissions());
    }

    private static String read(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw cannotUse(file, "it has more than 64 KiB", "shorten it");
        }
        return new String(bytes, StandardCharsets.UTF_8);
      }
    }

    /** Editors and {@code echo} end a file with one. */
    private static String withoutLineEnd(String text) {
      return text.endsWith("\r\n")
          ? text.substring(0, text.length() - 2)
          : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static StrideException cannotUse(Path what, String reason, String remedy) {
      return new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot use secret in " + what + ": " + reason + " (" + remedy + ")");
    }

    @Override
    public String remedy(String name) {
      return "write " + path.resolve(name) + " with mode 600 in a folder with mode 700";
    }
  }
}
