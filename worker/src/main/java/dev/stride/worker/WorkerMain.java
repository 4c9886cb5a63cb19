// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Where a worker starts; its argument is the path of the orchestrator's socket. */
public final class WorkerMain {
  /** How long code that runs at the end may take. */
  private static final long END_MILLIS = 2000;

  private static final int DEFECT = 70;

  private WorkerMain() {}

  /**
   * Serves calls until the orchestrator closes the connection or ends, then ends itself and what
   * its steps have started.
   */
  public static void main(String[] arguments) {
    PrintStream errors = System.err;
    int code = 0;
    try (Connection connection = Connection.to(Path.of(arguments[0]))) {
      new Worker(connection).serve();
    } catch (IOException | RuntimeException | Error e) {
      e.printStackTrace(errors);
      code = DEFECT;
    }
    end(code);
  }

  private static void end(int code) {
    WorkerProcesses processes = WorkerProcesses.ofThisOne();
    Thread last = new Thread(() -> endForSure(processes, code), "stride-end");
    last.setDaemon(true);
    last.start();
    processes.killOthers();
    System.exit(code);
  }

  /** A hook of the user's code may hang, or start a process. */
  private static void endForSure(WorkerProcesses processes, int code) {
    try {
      Thread.sleep(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    processes.killOthers();
    Runtime.getRuntime().halt(code);
  }
}
