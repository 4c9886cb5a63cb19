// SPDX-License-Identifier: Apache-2.0
package dev.stride.container;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.StoredFile;
import dev.stride.store.Digests;
import dev.stride.store.ObjectStore;
import dev.stride.worker.task.CodeFile;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings code and datasets from the store to this machine, and lets nothing pass that is not what
 * it should be.
 */
final class Staging {
  /**
   * The folder of the jars that come with the image, if it is none of a function, and in it the
   * list of their digests.
   */
  private static final String JARS = "stride.image.jars";

  /** Where a function's own files are. */
  private static final String FUNCTION = "LAMBDA_TASK_ROOT";

  private static final String DIGESTS = "digests.txt";

  private final ObjectStore objects;
  private final Path folder;

  Staging(ObjectStore objects, Path folder) {
    this.objects = objects;
    this.folder = folder;
  }

  /**
   * The class path of a task; what the image has is not fetched. The image's own jars come last: a
   * jar that is made for Spark lacks the libraries that every Spark brings.
   */
  String classPath(List<CodeFile> code) throws IOException {
    Map<String, Path> present = ofImage();
    Set<Path> found = new LinkedHashSet<>();
    for (CodeFile file : code) {
      Path here = present.get(file.sha256());
      found.add(here == null ? fetched(file.key(), file.sha256(), file.name()) : here);
    }
    found.addAll(present.values());
    return found.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static Map<String, Path> ofImage() throws IOException {
    Map<String, Path> present = new LinkedHashMap<>();
    String function = System.getenv(FUNCTION);
    String jars = System.getProperty(JARS, function == null ? "" : function + "/lib");
    Path list = Path.of(jars, DIGESTS);
    if (jars.isEmpty() || !Files.isRegularFile(list)) {
      return present;
    }
    for (String line : Files.readAllLines(list)) {
      String[] words = line.split(" ", 2);
      present.put(words[0], Path.of(jars, words[1]));
    }
    return present;
  }

  /** The folder with the files of a dataset. */
  Path dataset(int input, List<StoredFile> files) throws IOException {
    String name = "input-" + input;
    for (StoredFile file : files) {
      fetched(file.path(), file.sha256(), name + "/" + Path.of(file.path()).getFileName());
    }
    return folder.resolve(name);
  }

  private Path fetched(String key, String sha256, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    // As a stream: this process has little memory, and jars may be large.
    try (InputStream in = objects.open(key)) {
      Files.copy(in, file);
    }
    String found = Digests.ofFile(file);
    if (!found.equals(sha256)) {
      throw new StrideException(
          FailureClass.CORRUPT,
          "Cannot use "
              + objects.name(key)
              + ": its SHA-256 is "
              + found
              + ", not "
              + sha256
              + " (delete it, and run the workflow again)",
          null);
    }
    return file;
  }
}
