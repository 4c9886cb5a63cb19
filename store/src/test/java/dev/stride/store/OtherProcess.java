// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.StrideException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Another process that works on a run, or tries to. */
final class OtherProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader replies;

  private OtherProcess(Process process) {
    this.process = process;
    this.replies =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts a process that creates or continues a run, writes slots and stays; or that commits, to
   * another's run or to one that it holds, once it may proceed.
   */
  static OtherProcess start(Path store, String run, String verb) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        List.of(
            java.toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classPath,
            OtherProcess.class.getName(),
            store.toString(),
            run,
            verb);
    return new OtherProcess(
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

  /** Lets it go on. */
  void proceed() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  public static void main(String[] arguments) throws IOException {
    Store store = Store.open(Path.of(arguments[0]), Durability.NONE);
    try {
      work(store, arguments[1], arguments[2]);
    } catch (StrideException e) {
      System.out.println(e.getMessage());
    }
    System.out.println(System.in.read());
  }

  private static void work(Store store, String id, String verb) throws IOException {
    if (verb.equals("commit")) {
      System.out.println("is ready");
      System.out.println(System.in.read());
      System.out.println(commits(store.find(id), "other"));
      return;
    }
    if (verb.equals("hold")) {
      RunStore held = store.create(Runs.record(id));
      System.out.println(id);
      if (System.in.read() < 0) {
        return;
      }
      held.commit(new Commit("fit", 1, "late", "f", Commit.Kind.NORMAL, List.of()));
      return;
    }
    RunStore run = verb.equals("create") ? store.create(Runs.record(id)) : store.find(id);
    if (verb.equals("continue")) {
      run.acquire();
    }
    SlotWriter slots = run.writeSlots("fit", "f", 100);
    for (int slot = 0; slot < 50; slot++) {
      slots.add(new SlotResult(slot, 1, SlotResult.Kind.NORMAL, slot, 0, new byte[slot]));
    }
    System.out.println("holds it");
  }

  /** Commits 200 steps and tells which of them it won. */
  static List<String> commits(RunStore run, String nonce) {
    return IntStream.range(0, 200)
        .mapToObj(number -> "step" + number)
        .filter(step -> run.commit(new Commit(step, 1, nonce, "f", Commit.Kind.NORMAL, List.of())))
        .toList();
  }
}
