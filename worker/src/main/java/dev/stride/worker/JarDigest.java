// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.store.Digests;
import java.io.IOException;
import java.nio.file.Path;

/** What a jar must be before a class of it is loaded. */
public final class JarDigest {
  private JarDigest() {}

  /**
   * The SHA-256 of a jar.
   *
   * @throws StrideException of class {@code CONFIGURATION} if it cannot be read
   */
  public static String of(String jar) {
    try {
      return Digests.ofFile(Path.of(jar));
    } catch (IOException e) {
      throw new StrideException(
          FailureClass.CONFIGURATION, "Cannot read jar: " + jar + " (build it again)", e);
    }
  }

  /** Refuses a jar that is not the one with that digest. */
  static void check(String jar, String expected) {
    String found = of(jar);
    if (!found.equals(expected)) {
      throw new StrideException(
          FailureClass.CONFIGURATION,
          "Cannot load code of jar: "
              + jar
              + ": its SHA-256 is "
              + found
              + ", not "
              + expected
              + " (it was changed meanwhile; start the run again)",
          null);
    }
  }
}
