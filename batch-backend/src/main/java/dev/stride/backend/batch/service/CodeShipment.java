// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.service;

import dev.stride.store.Digests;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.CodeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings the code of workflows to the store: each jar once, under the digest of its content,
 * whoever brings it. Thread-safe.
 */
public final class CodeShipment {
  private static final String FOLDER = "code";

  private final ObjectStore objects;
  private final Map<String, List<CodeFile>> shipped = new HashMap<>();

  /** Of nothing yet. */
  public CodeShipment(ObjectStore objects) {
    this.objects = objects;
  }

  /**
   * The class path of this process, with the workflow's jar before it.
   *
   * @param jar the jar that holds the workflow, or empty for the class path
   */
  public synchronized List<CodeFile> of(String jar) throws IOException {
    List<CodeFile> known = shipped.get(jar);
    if (known == null) {
      known = ship(jar);
      shipped.put(jar, known);
    }
    return known;
  }

  private List<CodeFile> ship(String jar) throws IOException {
    Set<String> present = new HashSet<>(objects.keysBelow(FOLDER));
    List<CodeFile> code = new ArrayList<>();
    for (Path file : ClassPath.of(jar)) {
      CodeFile found = new CodeFile(String.valueOf(file.getFileName()), Digests.ofFile(file));
      code.add(found);
      if (present.add(found.key())) {
        send(found, file);
      }
    }
    return code;
  }

  private void send(CodeFile code, Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("Cannot read " + file + " (build it again)");
    }
    objects.upload(code.key(), file);
  }
}
