// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The right to write a run whose store is objects: one that its holder writes again and again, each
 * time under the condition that nobody else has. Who finds it unchanged for as long as a lease
 * counts, by the clock of the service alone, may take it. A holder that could not renew it for most
 * of that time writes nothing more until it could. The lock of a file is freed by the system when
 * its process dies; here those on other machines wait for the time to pass.
 */
final class ObjectLease implements Lease {
  private static final String NONCE = "lease ";
  private static final String RELEASED = "released";

  /** How often a lease is renewed while it counts, and when its holder stops to rely on it. */
  private static final int RENEWALS = 4;

  private static final Set<String> OWN = new HashSet<>();

  private static final ScheduledExecutorService RENEWING =
      Executors.newSingleThreadScheduledExecutor(ObjectLease::daemon);

  private final ObjectFiles files;
  private final ObjectStore objects;
  private final Path file;
  private final long counts;
  private final String nonce;
  private final Future<?> renewing;
  private String text;
  private String version;
  private int renewals;
  private boolean lost;

  /** When the last write began that is known to have happened. */
  private volatile long written;

  private ObjectLease(
      ObjectFiles files, ObjectStore objects, Path file, Duration counts, Taken taken) {
    this.files = files;
    this.objects = objects;
    this.file = file;
    this.counts = counts.toNanos();
    this.nonce = taken.nonce;
    this.text = taken.text;
    this.version = taken.version;
    this.written = taken.written;
    long period = this.counts / RENEWALS;
    this.renewing =
        RENEWING.scheduleWithFixedDelay(this::renewQuietly, period, period, TimeUnit.NANOSECONDS);
  }

  private record Taken(String nonce, String text, String version, long written) {}

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "stride-lease");
    thread.setDaemon(true);
    return thread;
  }

  static ObjectLease acquire(
      ObjectFiles files, ObjectStore objects, Path file, String run, Duration counts) {
    return take(files, objects, file, run, counts, false);
  }

  /** Although its holder may be alive. */
  static ObjectLease takeOver(
      ObjectFiles files, ObjectStore objects, Path file, String run, Duration counts) {
    return take(files, objects, file, run, counts, true);
  }

  private static ObjectLease take(
      ObjectFiles files,
      ObjectStore objects,
      Path file,
      String run,
      Duration counts,
      boolean isForced) {
    synchronized (OWN) {
      if (OWN.contains(files.name(file))) {
        throw LeaseText.refused(run, LeaseText.thisProcess());
      }
      try {
        Taken taken = taken(files, objects, file, run, counts, isForced);
        OWN.add(files.name(file));
        return new ObjectLease(files, objects, file, counts, taken);
      } catch (IOException e) {
        throw files.cannot("lock", file, e);
      }
    }
  }

  private static Taken taken(
      ObjectFiles files,
      ObjectStore objects,
      Path file,
      String run,
      Duration counts,
      boolean isForced)
      throws IOException {
    String key = ObjectFiles.key(file);
    Optional<ObjectStore.Found> found =
        files.perform(new FileOperation.Read(file), () -> objects.get(key));
    if (found.isPresent() && !isForced && isHeld(found.get(), counts)) {
      throw LeaseText.refused(run, text(found.get()).holder());
    }
    String text = found.map(ObjectLease::text).map(LeaseText::text).orElse("");
    String nonce = UUID.randomUUID().toString();
    byte[] content = content(text, nonce, 0, false);
    long start = System.nanoTime();
    Optional<String> version =
        files.perform(
            new FileOperation.Append(file, content),
            () ->
                found.isPresent()
                    ? objects.replace(key, content, found.get().version())
                    : objects.create(key, content));
    Optional<String> ours = version.isPresent() ? version : versionOf(objects, key, nonce);
    return new Taken(
        nonce, text, ours.orElseThrow(() -> LeaseText.refused(run, "another process")), start);
  }

  /** An answer may have been lost, and the call made again below us. */
  private static Optional<String> versionOf(ObjectStore objects, String key, String nonce)
      throws IOException {
    return objects
        .get(key)
        .filter(found -> string(found.content()).contains(NONCE + nonce + "\n"))
        .map(ObjectStore.Found::version);
  }

  private static byte[] content(String text, String nonce, int renewals, boolean isReleased) {
    String all = text + NONCE + nonce + "\nrenewed " + renewals + "\n";
    return (isReleased ? all + RELEASED + "\n" : all).getBytes(StandardCharsets.UTF_8);
  }

  private static String string(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  /** What the holder says of itself, without what keeps the lease. */
  static LeaseText text(ObjectStore.Found found) {
    String all = string(found.content());
    int end = all.indexOf(NONCE);
    return new LeaseText(end < 0 ? all : all.substring(0, end));
  }

  /** One of a process that is known to have died need not run out. */
  static boolean isHeld(ObjectStore.Found found, Duration counts) {
    return found.age().compareTo(counts) < 0
        && !string(found.content()).endsWith("\n" + RELEASED + "\n")
        && !text(found).isOfDeadProcess();
  }

  static boolean isOwn(String name) {
    synchronized (OWN) {
      return OWN.contains(name);
    }
  }

  @Override
  public synchronized void sign(int earlierEpoch) {
    int epoch = Math.max(earlierEpoch, new LeaseText(text).epoch()) + 1;
    text = LeaseText.ofThisProcess(epoch).text();
    try {
      write(false);
    } catch (IOException e) {
      throw files.cannot("write", file, e);
    }
    if (lost) {
      throw files.cannot("write", file, new IOException("another process has taken the lease"));
    }
  }

  private void write(boolean isReleased) throws IOException {
    byte[] content = content(text, nonce, renewals, isReleased);
    renewals++;
    String key = ObjectFiles.key(file);
    long start = System.nanoTime();
    Optional<String> replaced =
        files.perform(
            new FileOperation.Append(file, content), () -> objects.replace(key, content, version));
    Optional<String> ours = replaced.isPresent() ? replaced : versionOf(objects, key, nonce);
    if (ours.isPresent()) {
      version = ours.get();
      written = start;
    } else {
      lost = true;
    }
  }

  private void renewQuietly() {
    try {
      renew();
    } catch (IOException | StrideException e) {
      // It counts for a while; then the holder stops by itself.
      System.getLogger(ObjectLease.class.getName())
          .log(System.Logger.Level.DEBUG, "lease not renewed", e);
    }
  }

  private synchronized void renew() throws IOException {
    if (!lost) {
      write(false);
    }
  }

  /** A process that was stopped in between looks anew, since the time has gone on. */
  @Override
  public boolean isLikelyValid() {
    long safe = counts / RENEWALS * (RENEWALS - 1);
    return System.nanoTime() - written < safe ? !isLost() : isRenewed();
  }

  private synchronized boolean isLost() {
    return lost;
  }

  private boolean isRenewed() {
    try {
      renew();
      return !isLost();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public synchronized boolean isValid() {
    if (lost) {
      return false;
    }
    try {
      lost = versionOf(objects, ObjectFiles.key(file), nonce).isEmpty();
      return !lost;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    renewing.cancel(false);
    try {
      if (!lost) {
        write(true);
      }
    } catch (IOException e) {
      // It runs out by itself.
      lost = true;
    } finally {
      synchronized (OWN) {
        OWN.remove(files.name(file));
      }
    }
  }
}
