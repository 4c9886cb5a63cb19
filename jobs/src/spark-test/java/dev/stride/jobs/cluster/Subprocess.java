// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that a test starts; it and its children end with the test, whatever happens. */
public final class Subprocess implements AutoCloseable {
  /** So that a process that hangs fails its test; nothing is measured by it. */
  private static final long PATIENCE_MINUTES = 10;

  private final Process process;
  private final Path err;
  private final Path out;
  private final Thread atExit = new Thread(this::destroy);
  private final Map<Pattern, CompletableFuture<MatchResult>> awaited = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> read = new CompletableFuture<>();

  private Subprocess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** How a process ended, and what it printed. */
  public record Ending(int code, String out, String err) {}

  /**
   * Starts a process.
   *
   * @param logs an empty folder for what it prints
   * @param events what its error stream is awaited to say
   */
  static Subprocess start(ProcessBuilder builder, Path logs, Pattern... events) throws IOException {
    Path out = logs.resolve("out.txt");
    Path err = logs.resolve("err.txt");
    builder.redirectOutput(out.toFile()).redirectInput(ProcessBuilder.Redirect.from(nothing()));
    Subprocess started = new Subprocess(builder.start(), out, err);
    Runtime.getRuntime().addShutdownHook(started.atExit);
    for (Pattern event : events) {
      started.awaited.put(event, new CompletableFuture<>());
    }
    Thread reader = new Thread(started::readErrors, "errors-of-" + started.process.pid());
    reader.setDaemon(true);
    reader.start();
    return started;
  }

  private static java.io.File nothing() {
    return Path.of("/dev/null").toFile();
  }

  private void readErrors() {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        java.io.Writer copy = Files.newBufferedWriter(err)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        copy.append(line).append('\n').flush();
        announce(line);
      }
    } catch (IOException e) {
      read.completeExceptionally(e);
    } finally {
      read.complete(null);
      awaited.values().forEach(event -> event.completeExceptionally(new IOException("ended")));
    }
  }

  private void announce(String line) {
    awaited.forEach(
        (pattern, event) -> {
          Matcher matcher = pattern.matcher(line);
          if (matcher.find()) {
            event.complete(matcher.toMatchResult());
          }
        });
  }

  long pid() {
    return process.pid();
  }

  /** Processes that it has started and that still run. */
  List<ProcessHandle> children() {
    return process.children().toList();
  }

  /** Waits until its error stream has said what was announced at its start. */
  MatchResult await(Pattern event) throws IOException {
    try {
      return awaited.get(event).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("No line with " + event + " in\n" + Files.readString(err), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Waits until it, or a process of its own, has made the file. */
  void awaitFile(Path file) throws IOException {
    try (WatchService changes = FileSystems.getDefault().newWatchService()) {
      file.getParent().register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      process.onExit().thenRun(() -> closeQuietly(changes));
      while (!Files.exists(file)) {
        changes.take().reset();
      }
    } catch (ClosedWatchServiceException e) {
      throw new AssertionError("Ended without " + file + ":\n" + Files.readString(err), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void closeQuietly(WatchService changes) {
    try {
      changes.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end. */
  public Ending ending() throws IOException {
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError("No end of " + process + ":\n" + Files.readString(err));
      }
      read.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return new Ending(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private void destroy() {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    destroy();
    process.onExit().join();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
