// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the parts of a table at the same time, into a folder that gets its name at the end. */
final class TableWriter {
  /** Each thread holds a part in memory. */
  private static final int MOST_THREADS = 4;

  private final Backend backend;

  TableWriter(Backend backend) {
    this.backend = backend;
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "stride-tpch");
    thread.setDaemon(true);
    return thread;
  }

  /** Writes the folder of the table below {@code folder}. */
  void write(GeneratedTable table, Path folder) {
    Path target = folder.resolve(table.name());
    Path unfinished = folder.resolve("." + table.name() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(unfinished);
      writeParts(table, unfinished);
      rename(unfinished, target);
    } catch (IOException e) {
      throw cannotWrite(target, e);
    } catch (StrideException e) {
      throw new StrideException(
          e.kind(), "Cannot write table: " + target + ": " + e.getMessage(), e);
    } finally {
      deleteTree(unfinished);
    }
  }

  private void writeParts(GeneratedTable table, Path folder) throws IOException {
    int count = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    ExecutorService threads = Executors.newFixedThreadPool(count, TableWriter::daemon);
    try {
      ExecutorCompletionService<Path> parts = new ExecutorCompletionService<>(threads);
      for (int part = 0; part < table.parts(); part++) {
        int number = part;
        parts.submit(() -> writePart(table, number, folder));
      }
      for (int written = 0; written < table.parts(); written++) {
        parts.take().get();
      }
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled(table);
    } finally {
      stop(threads);
    }
  }

  /** INVARIANT: nobody writes any more when the folder is renamed or deleted. */
  private static void stop(ExecutorService threads) {
    threads.shutdownNow();
    boolean interrupted = false;
    boolean stopped = false;
    while (!stopped) {
      try {
        stopped = threads.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException failure(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException known) {
      throw known;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  private static StrideException cancelled(GeneratedTable table) {
    return new StrideException(
        FailureKind.CANCELLED, table.name() + " was interrupted (generate it again)");
  }

  private Path writePart(GeneratedTable table, int number, Path folder) throws Exception {
    Path own = Files.createDirectory(folder.resolve(Integer.toString(number)));
    StepAttempt attempt =
        backend.start(new StepTask.Materialize(table.name(), table.rows(number), own));
    try {
      attempt.completion().toCompletableFuture().get();
    } catch (InterruptedException e) {
      attempt.cancel();
      throw e;
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
    Path part = folder.resolve("part-%05d.parquet".formatted(number));
    try (Stream<Path> files = Files.list(own)) {
      rename(files.findFirst().orElseThrow(), part);
    }
    Files.delete(own);
    return part;
  }

  /** A rename within a folder, which never copies: the target appears whole or not at all. */
  private static void rename(Path source, Path target) throws IOException {
    if (!source.toFile().renameTo(target.toFile())) {
      throw new FileSystemException(target.toString(), null, "it appeared meanwhile");
    }
  }

  private static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  private static StrideException cannotWrite(Path table, IOException cause) {
    String reason =
        cause instanceof FileSystemException known && known.getReason() != null
            ? known.getReason()
            : cause.getClass().getSimpleName();
    boolean full = String.valueOf(cause.getMessage()).contains("No space left");
    return new StrideException(
        full ? FailureKind.RESOURCES : FailureKind.CONFIGURATION,
        "Cannot write table: "
            + table
            + ": "
            + reason
            + (full ? " (free space)" : " (choose a folder that can be written)"),
        cause);
  }
}
