// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import java.io.IOException;
import java.nio.file.Path;

/** Where a worker starts; its argument is the path of the orchestrator's socket. */
public final class WorkerMain {
  /** How long code that runs at the end may take. */
  private static final long END_MILLIS = 2000;

  private WorkerMain() {}

  /**
   * Serves calls until the orchestrator closes the connection or ends, then ends itself and what
   * its steps have started.
   */
  public static void main(String[] arguments) throws IOException {
    try (Connection connection = Connection.to(Path.of(arguments[0]))) {
      new Worker(connection).serve();
    } finally {
      end();
    }
  }

  private static void end() {
    SessionProcesses processes = new SessionProcesses(ProcessHandle.current().pid());
    Thread last = new Thread(() -> endForSure(processes), "stride-end");
    last.setDaemon(true);
    last.start();
    processes.killOthers();
    System.exit(0);
  }

  /** A hook of the user's code may hang, or start a process. */
  private static void endForSure(SessionProcesses processes) {
    try {
      Thread.sleep(END_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    processes.killOthers();
    Runtime.getRuntime().halt(0);
  }
}
