// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A store's files as objects. A write is durable when it is answered, folders need not be made, and
 * what is appended is written whole again (ADR 0020). Thread-safe.
 */
final class ObjectFiles implements StoreFiles {
  /** Below it lie all names; it stands for the place itself. */
  static final Path ROOT = Path.of("/").toAbsolutePath();

  /** Each look is a request. */
  private static final Duration LOOK = Duration.ofSeconds(2);

  private static final byte[] NOTHING = new byte[0];
  private static final long NANOS_BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(200);

  private final ObjectStore objects;
  private final FileProbe probe;
  private final Limits limits;
  private final LocalCopies copies;

  /**
   * How long is waited.
   *
   * @param patience how long what is not known is asked again
   * @param lease how long a lease counts that its holder does not renew
   */
  record Limits(Duration patience, Duration lease) {
    static final Limits DEFAULT = new Limits(FolderFiles.PATIENCE, Duration.ofSeconds(30));
  }

  ObjectFiles(ObjectStore objects, FileProbe probe, Limits limits) {
    this(objects, probe, limits, new LocalCopies());
  }

  private ObjectFiles(ObjectStore objects, FileProbe probe, Limits limits, LocalCopies copies) {
    this.objects = objects;
    this.probe = probe;
    this.limits = limits;
    this.copies = copies;
  }

  @Override
  public StoreFiles guardedBy(Guard guard) {
    return new ObjectFiles(objects, guard.before(probe), limits, copies);
  }

  /** The object's key. */
  static String key(Path file) {
    return ROOT.relativize(file).toString().replace(File.separatorChar, '/');
  }

  @Override
  public String name(Path file) {
    return objects.name(key(file));
  }

  <T> T perform(FileOperation operation, FileProbe.Action<T> action) throws IOException {
    return probe.perform(operation, action);
  }

  private <T> T doing(String verb, FileOperation operation, FileProbe.Action<T> action) {
    try {
      return perform(operation, action);
    } catch (IOException e) {
      throw cannot(verb, operation.file(), e);
    }
  }

  private <T> T asking(Path file, FileProbe.Action<T> action) {
    return doing("read", new FileOperation.Read(file), action);
  }

  @Override
  public void writeNew(Path file, byte[] content) {
    put(file, content);
  }

  private void put(Path file, byte[] content) {
    doing(
        "write",
        new FileOperation.Append(file, content),
        () -> {
          objects.put(key(file), content);
          return file;
        });
  }

  /** There is always room. */
  @Override
  public void reserve(Path file, int bytes) {
    // Nothing to take.
  }

  @Override
  public Appender append(Path file) {
    byte[] begun = find(file).map(ObjectStore.Found::content).orElse(NOTHING);
    return new ObjectAppender(this, objects, file, begun);
  }

  private Optional<ObjectStore.Found> find(Path file) {
    return asking(file, () -> objects.get(key(file)));
  }

  @Override
  public void truncate(Path file, long length) {
    byte[] content = read(file);
    if (length < content.length) {
      put(file, Arrays.copyOf(content, (int) length));
    }
  }

  @Override
  public void syncFolder(Path folder) {
    // What is answered is durable.
  }

  @Override
  public void createFolders(Path folder) {
    // Keys need none.
  }

  /**
   * A create whose answer was lost is looked for, and tried again where it is not there: it can
   * happen once only, and its content tells whose it was.
   */
  @Override
  public boolean createOnce(Path file, byte[] content, Predicate<byte[]> isOurs) {
    Predicate<byte[]> ours = found -> Arrays.equals(found, content) || isOurs.test(found);
    long end = System.nanoTime() + limits.patience().toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        Optional<Boolean> known = tried(file, content, ours);
        if (known.isPresent()) {
          return known.get();
        }
        if (System.nanoTime() > end) {
          throw unknown(file);
        }
        LockSupport.parkNanos(NANOS_BETWEEN_TRIES);
        interrupted |= Thread.interrupted();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether the object is the caller's now; empty if that is not known. */
  private Optional<Boolean> tried(Path file, byte[] content, Predicate<byte[]> ours) {
    try {
      Optional<String> created =
          perform(new FileOperation.Link(file, file), () -> objects.create(key(file), content));
      if (created.isPresent()) {
        return Optional.of(true);
      }
    } catch (FileSystemException e) {
      throw cannot("commit", file, e);
    } catch (IOException e) {
      // Perhaps it was created: who reads it finds out.
      return found(file, ours);
    }
    return found(file, ours);
  }

  /** Whether what stands there is ours; empty if nothing does, or nobody answers. */
  private Optional<Boolean> found(Path file, Predicate<byte[]> ours) {
    try {
      return perform(new FileOperation.Read(file), () -> objects.get(key(file)))
          .map(found -> ours.test(found.content()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private StrideException unknown(Path file) {
    return new StrideException(
        FailureClass.UNKNOWN_COMMIT,
        "Cannot tell whether "
            + name(file)
            + " was written: no answer for "
            + limits.patience().toSeconds()
            + " s (when the store answers again, resume the run: it looks first)",
        null);
  }

  @Override
  public byte[] read(Path file) {
    return asking(
        file,
        () ->
            objects
                .get(key(file))
                .map(ObjectStore.Found::content)
                .orElseThrow(() -> new NoSuchFileException(name(file))));
  }

  @Override
  public <T> T reading(Path file, Reading<T> reading) {
    return asking(
        file,
        () -> {
          long size = entry(file).size();
          try (InputStream in = objects.open(key(file))) {
            return reading.read(in, size);
          }
        });
  }

  private ObjectStore.Entry entry(Path file) throws IOException {
    return objects.head(key(file)).orElseThrow(() -> new NoSuchFileException(name(file)));
  }

  @Override
  public String digest(Path file) {
    return asking(
        file,
        () -> {
          try (InputStream in = objects.open(key(file))) {
            return Digests.of(in);
          }
        });
  }

  @Override
  public long size(Path file) {
    return asking(file, () -> entry(file).size());
  }

  @Override
  public Instant changed(Path file) {
    return asking(
        file,
        () -> {
          Optional<ObjectStore.Entry> found = objects.head(key(file));
          return found.isPresent() ? found.get().changed() : youngestBelow(file);
        });
  }

  /** A folder changes with what is in it. */
  private Instant youngestBelow(Path folder) throws IOException {
    Instant youngest = Instant.EPOCH;
    for (String key : objects.keysBelow(key(folder))) {
      Instant changed = objects.head(key).map(ObjectStore.Entry::changed).orElse(Instant.EPOCH);
      youngest = changed.isAfter(youngest) ? changed : youngest;
    }
    return youngest;
  }

  @Override
  public boolean isFile(Path file) {
    return exists(file);
  }

  @Override
  public boolean isFolder(Path file) {
    return !list(file).isEmpty();
  }

  @Override
  public boolean exists(Path file) {
    return asking(file, () -> objects.head(key(file)).isPresent());
  }

  @Override
  public List<Path> list(Path folder) {
    return doing(
        "list",
        new FileOperation.ListFolder(folder),
        () -> {
          ObjectStore.Listing found = objects.list(key(folder));
          return Stream.concat(
                  found.objects().stream().map(ObjectStore.Entry::key), found.folders().stream())
              .map(ROOT::resolve)
              .sorted()
              .toList();
        });
  }

  @Override
  public void delete(Path file) {
    doing(
        "delete",
        new FileOperation.Delete(file),
        () -> {
          objects.delete(List.of(key(file)));
          return file;
        });
  }

  @Override
  public void deleteTree(Path folder) {
    doing(
        "delete",
        new FileOperation.Delete(folder),
        () -> {
          List<String> keys = new ArrayList<>(objects.keysBelow(key(folder)));
          keys.add(key(folder));
          objects.delete(keys);
          return folder;
        });
  }

  @Override
  public Path beginOutput(Path folder) {
    return copies.emptyFolder(key(folder));
  }

  @Override
  public List<Output> sealOutput(Path folder) {
    List<Output> outputs = new ArrayList<>();
    for (Path local : copies.filesIn(key(folder))) {
      Path file = folder.resolve(local.getFileName().toString());
      outputs.add(
          doing(
              "write",
              new FileOperation.Append(file, NOTHING),
              () -> {
                objects.upload(key(file), local);
                return new Output(file, Files.size(local), Digests.ofFile(local));
              }));
    }
    return outputs;
  }

  @Override
  public Path local(Path file, LocalCheck check) {
    Path local = copies.of(key(file));
    return Files.exists(local) ? local : asking(file, () -> copied(file, local, check));
  }

  /** Beside its place first, so that half a copy is never taken for one. */
  private Path copied(Path file, Path local, LocalCheck check) throws IOException {
    Files.createDirectories(local.resolveSibling("."));
    Path temporary = local.resolveSibling("." + local.getFileName() + "." + UUID.randomUUID());
    try {
      objects.download(key(file), temporary);
      check.check(temporary);
      return Files.createLink(local, temporary);
    } catch (FileAlreadyExistsException e) {
      // Another thread was first.
      return local;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public Lease acquire(Path file, String run) {
    return ObjectLease.acquire(this, objects, file, run, limits.lease());
  }

  @Override
  public Lease takeOver(Path file, String run) {
    return ObjectLease.takeOver(this, objects, file, run, limits.lease());
  }

  @Override
  public boolean isHeld(Path file) {
    return ObjectLease.isOwn(name(file))
        || find(file).map(found -> ObjectLease.isHeld(found, limits.lease())).orElse(false);
  }

  @Override
  public Optional<LeaseText> leaseText(Path file) {
    return find(file).map(ObjectLease::text);
  }

  @Override
  public void close() {
    objects.close();
  }

  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public Duration lookEvery() {
    return LOOK;
  }

  @Override
  public StrideException cannot(String verb, Path file, Throwable cause) {
    FailureKind kind =
        cause instanceof FileSystemException ? FailureKind.CONFIGURATION : FailureKind.EXTERNAL;
    return new StrideException(
        kind, "Cannot " + verb + " " + name(file) + ": " + inWords(file, cause), cause);
  }

  private String inWords(Path file, Throwable cause) {
    if (cause instanceof NoSuchFileException) {
      return "there is no such object (check the bucket and the location)";
    }
    String reason = String.valueOf(cause.getMessage()).replace(name(file) + ": ", "");
    if (reason.endsWith(")") && reason.contains(" (set ")) {
      return reason;
    }
    return reason + " (check the network, and the rights to the bucket)";
  }
}
