// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes of this machine as Linux shows them in {@code /proc}; none elsewhere. */
public final class ProcessTable {
  private static final Path PROCESSES = Path.of("/proc");

  /** Behind the name in parentheses: state, parent, group, session, and so on. */
  private static final int STATE = 0;

  private static final int SESSION = 3;
  private static final int STARTED = 19;

  private ProcessTable() {}

  /**
   * A process that is alive.
   *
   * @param pid its id
   * @param session the id of its session
   * @param started when, in the kernel's own unit
   */
  public record Entry(long pid, long session, long started) {
    /** Whether it was started with the variable; false where its environment is not ours to see. */
    public boolean hasVariable(String name, String value) {
      return environment().contains("\0" + name + "=" + value + "\0");
    }

    /** Whether it was started with the variable, whatever its value. */
    public boolean hasVariable(String name) {
      return environment().contains("\0" + name + "=");
    }

    private String environment() {
      try {
        return "\0" + text(PROCESSES.resolve(pid + "/environ"));
      } catch (IOException e) {
        return "";
      }
    }
  }

  /** All that are alive; a zombie, whom nobody may be there to reap, is not. */
  public static List<Entry> alive() {
    List<Entry> found = new ArrayList<>();
    if (!Files.isDirectory(PROCESSES)) {
      return found;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path folder : folders) {
        add(folder, found);
      }
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  private static void add(Path folder, List<Entry> found) {
    try {
      String[] fields = stat(folder);
      if (!isDead(fields[STATE])) {
        long pid = Long.parseLong(String.valueOf(folder.getFileName()));
        found.add(new Entry(pid, Long.parseLong(fields[SESSION]), Long.parseLong(fields[STARTED])));
      }
    } catch (IOException e) {
      // It has ended meanwhile.
      return;
    }
  }

  /** Whether the process is there and no zombie. */
  static boolean isAlive(long pid) {
    try {
      return !isDead(stat(PROCESSES.resolve(String.valueOf(pid)))[STATE]);
    } catch (IOException e) {
      return false;
    }
  }

  private static String[] stat(Path folder) throws IOException {
    String stat = text(folder.resolve("stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
  }

  private static boolean isDead(String state) {
    return state.equals("Z") || state.equals("X");
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
