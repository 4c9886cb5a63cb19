// SPDX-License-Identifier: Apache-2.0
package dev.stride.container;

import dev.stride.backend.local.process.WorkerPool;
import dev.stride.backend.local.process.WorkerSettings;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.CodeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Worker processes for the code of tasks. They are kept for the next task with the same code, which
 * finds them warm. Not thread-safe: a machine runs one task at a time.
 */
final class Workers implements AutoCloseable {
  /** Would make every JVM say on its error stream that it has read it. */
  private static final String OPTIONS = "JAVA_TOOL_OPTIONS";

  private @Nullable WorkerPool pool;
  private @Nullable Path folder;
  private List<CodeFile> code = List.of();

  /** Processes with that class path, which is brought here first. */
  WorkerPool of(List<CodeFile> wanted, ObjectStore objects) throws IOException {
    WorkerPool open = pool;
    if (open != null && code.equals(wanted)) {
      return open;
    }
    close();
    Path made = Files.createTempDirectory("stride-code-");
    folder = made;
    String classPath = new Staging(objects, made).classPath(wanted);
    WorkerPool opened =
        new WorkerPool(new WorkerSettings("local", Map.of(), variables(), classPath));
    pool = opened;
    code = List.copyOf(wanted);
    return opened;
  }

  private static Set<String> variables() {
    Set<String> names = new HashSet<>(System.getenv().keySet());
    names.remove(OPTIONS);
    return names;
  }

  /** Ends the processes, and removes their code. */
  @Override
  public void close() throws IOException {
    WorkerPool open = pool;
    pool = null;
    if (open != null) {
      open.close();
    }
    Path made = folder;
    folder = null;
    if (made != null) {
      Trees.delete(made);
    }
  }
}
