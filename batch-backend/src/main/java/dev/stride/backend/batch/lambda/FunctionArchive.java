// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch.lambda;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.backend.batch.service.ClassPath;
import dev.stride.store.Digests;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.CodeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The code of a function as one object of the store: the class path in {@code lib}, and the digests
 * of what is there, so that a task's code is not brought again. Equal code is one object, whoever
 * brings it. Thread-safe.
 */
final class FunctionArchive {
  /** What the service unpacks at most. */
  private static final long MOST_BYTES = 250L << 20;

  private final ObjectStore objects;
  private final Map<String, String> sent = new HashMap<>();

  FunctionArchive(ObjectStore objects) {
    this.objects = objects;
  }

  /** Names the code: equal code, equal digest. */
  static String digest(List<CodeFile> code) {
    return Digests.of(code.stream().map(CodeFile::key).toList());
  }

  /**
   * The archive's key, once it is there.
   *
   * @param jar the jar that holds the workflow, or empty for the class path
   */
  synchronized String key(String jar, List<CodeFile> code) throws IOException {
    String digest = digest(code);
    String known = sent.get(digest);
    if (known == null) {
      known = "code/functions/" + digest + ".zip";
      if (objects.head(known).isEmpty()) {
        send(known, ClassPath.of(jar), code);
      }
      sent.put(digest, known);
    }
    return known;
  }

  private void send(String key, List<Path> files, List<CodeFile> code) throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    if (bytes > MOST_BYTES) {
      throw new StrideException(
          FailureClass.CONFIGURATION,
          "Cannot make function: its code has "
              + (bytes >> 20)
              + " MiB, Lambda takes "
              + (MOST_BYTES >> 20)
              + " (leave libraries out, or run the step on batch)",
          null);
    }
    Path archive = Files.createTempFile("stride-function-", ".zip");
    try {
      pack(archive, files, code);
      objects.upload(key, archive);
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  private static void pack(Path archive, List<Path> files, List<CodeFile> code) throws IOException {
    String digests =
        code.stream()
            .map(file -> file.sha256() + " " + file.name() + "\n")
            .collect(Collectors.joining());
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int index = 0; index < files.size(); index++) {
        begin(zip, code.get(index).name());
        Files.copy(files.get(index), zip);
        zip.closeEntry();
      }
      begin(zip, "digests.txt");
      zip.write(digests.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry("lib/" + name);
    entry.setLastModifiedTime(FileTime.fromMillis(0));
    zip.putNextEntry(entry);
  }
}
