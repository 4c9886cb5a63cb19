// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A file in which steps write down that they ran, whoever is killed. Thread-safe. */
record Diary(Path file) {
  static Diary of(String file) {
    return new Diary(Path.of(file));
  }

  void note(String line) {
    try {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : new ArrayList<>();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes it; whether it was not there before. */
  boolean isFirst(String line) {
    boolean first = !lines().contains(line);
    note(line);
    return first;
  }

  /** Stays here for ever, if the process is to be killed at this place. */
  void reach(String place) {
    if (place.equals(System.getProperty("stride.test.stay"))) {
      System.out.println("is there");
      while (true) {
        LockSupport.park();
      }
    }
  }
}
