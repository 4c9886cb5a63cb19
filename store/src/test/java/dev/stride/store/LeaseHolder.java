// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.StrideException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Another process that works on a run, or tries to. */
final class LeaseHolder implements AutoCloseable {
  private final Process process;
  private final BufferedReader replies;

  private LeaseHolder(Process process) {
    this.process = process;
    this.replies =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a process that creates or continues a run, writes slots and stays. */
  static LeaseHolder start(Path store, String run, String verb) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        List.of(
            java.toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            LeaseHolder.class.getName(),
            store.toString(),
            run,
            verb);
    return new LeaseHolder(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** What it has to say, once it has tried. */
  String reply() throws IOException {
    return String.valueOf(replies.readLine());
  }

  long pid() {
    return process.pid();
  }

  /** Ends it without a word. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  public static void main(String[] arguments) throws IOException {
    Store store = Store.open(Path.of(arguments[0]), Durability.NONE);
    try {
      RunStore run =
          arguments[2].equals("create")
              ? store.create(Runs.record(arguments[1]))
              : store.find(arguments[1]);
      if (arguments[2].equals("continue")) {
        run.acquire();
      }
      SlotWriter slots = run.writeSlots("fit", "f", 100);
      for (int slot = 0; slot < 50; slot++) {
        slots.add(new SlotResult(slot, 1, SlotResult.Kind.NORMAL, slot, 0, new byte[slot]));
      }
      System.out.println("holds it");
    } catch (StrideException e) {
      System.out.println(e.getMessage());
    }
    System.out.println(System.in.read());
  }
}
