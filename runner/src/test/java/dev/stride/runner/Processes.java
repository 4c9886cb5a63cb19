// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at processes. */
final class Processes {
  private Processes() {}

  /** A zombie, whose parent is gone and whom nobody reaps, is not. */
  static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).isPresent() && !isZombie(pid);
  }

  private static boolean isZombie(long pid) {
    try {
      return Files.readString(Path.of("/proc", String.valueOf(pid), "stat")).contains(") Z ");
    } catch (IOException e) {
      return true;
    }
  }
}
