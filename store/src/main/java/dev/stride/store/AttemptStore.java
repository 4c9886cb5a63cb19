// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one attempt writes: its output before the commit, its outcome and its log. Thread-safe. */
public final class AttemptStore extends OutputLog implements AutoCloseable {
  private final Store store;
  private final StoreFiles files;
  private final Path folder;
  private @Nullable Appender log;

  AttemptStore(Store store, StoreFiles files, Path folder) {
    this.store = store;
    this.files = files;
    this.folder = folder;
  }

  /** The attempt's number in its step, and its slot if it has one: {@code 1}, {@code 17-1}. */
  public String name() {
    return String.valueOf(folder.getFileName());
  }

  /** Its folder below the store's root, with slashes. */
  public String path() {
    return relative(folder);
  }

  /** Writes a value and makes it durable. */
  public Commit.Artifact writeValue(byte[] json) {
    files.createFolders(folder);
    Path file = folder.resolve("value.json");
    files.writeNew(file, json);
    files.syncFolder(folder);
    return new Commit.Artifact(relative(file), json.length, Digests.of(json));
  }

  /** An empty folder for the files of a dataset, which {@link #sealOutput} makes durable. */
  public Path outputFolder() {
    return files.beginOutput(folder.resolve("out"));
  }

  /** Makes the files of the output folder durable and tells their digests. */
  public List<Commit.Artifact> sealOutput() {
    return files.sealOutput(folder.resolve("out")).stream()
        .map(file -> new Commit.Artifact(relative(file.file()), file.size(), file.sha256()))
        .toList();
  }

  /** Where an engine may write the files instead, if the store lies in objects. */
  public Optional<String> outputLocation() {
    return files.isRemote() ? Optional.of(files.name(folder.resolve("out"))) : Optional.empty();
  }

  /**
   * Takes files that an engine has written to {@link #outputLocation}.
   *
   * @throws StrideException of class {@code CORRUPT} if one is not there, or has another size
   */
  public List<Commit.Artifact> adoptOutput(List<StoredFile> written) {
    return written.stream().map(this::adopted).toList();
  }

  private Commit.Artifact adopted(StoredFile written) {
    Path file = folder.resolve("out").resolve(written.path());
    if (!files.isFile(file) || files.size(file) != written.size()) {
      throw new StrideException(
          FailureClass.CORRUPT,
          "Cannot find what was written: "
              + files.name(file)
              + " with "
              + written.size()
              + " bytes (write to the store with nothing else)",
          null);
    }
    return new Commit.Artifact(relative(file), written.size(), written.sha256());
  }

  private String relative(Path file) {
    return store.root().relativize(file).toString();
  }

  /** Records how the attempt ended. */
  public void writeOutcome(Outcome outcome) {
    files.createFolders(folder);
    files.createOnce(folder.resolve("outcome.json"), Store.encode(outcome));
  }

  /** How the attempt ended, if it has. */
  public Optional<Outcome> outcome() {
    Path file = folder.resolve("outcome.json");
    return files.exists(file)
        ? Optional.of(Store.decode(files.name(file), files.read(file), Outcome.class))
        : Optional.empty();
  }

  @Override
  long begin() throws IOException {
    if (log != null) {
      return 0;
    }
    files.createFolders(folder);
    Path file = folder.resolve("log.txt");
    Appender opened = files.append(file);
    log = opened;
    return opened.length();
  }

  @Override
  void append(byte[] bytes, int offset, int length) throws IOException {
    if (log != null) {
      log.write(bytes, offset, length);
    }
  }

  @Override
  RuntimeException cannotWrite(IOException cause) {
    return files.cannot("write", folder.resolve("log.txt"), cause);
  }

  /** The attempt's log; empty if it said nothing. */
  public String log() {
    Path file = folder.resolve("log.txt");
    return files.exists(file) ? new String(files.read(file), StandardCharsets.UTF_8) : "";
  }

  @Override
  public synchronized void close() {
    if (log != null) {
      try {
        log.close();
      } catch (IOException e) {
        throw files.cannot("close", folder.resolve("log.txt"), e);
      }
      log = null;
    }
  }
}
