// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.FunctionFailed;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Opaque;
import dev.stride.api.relation.Relation;
import dev.stride.api.type.RecordType;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Java code over rows: consecutive functions run as one, chunk by chunk on several threads, and the
 * chunks come out in order. At most two chunks a thread are in memory. Read by one thread; any may
 * cancel it, whether it is being read then or waits for a function.
 */
final class OpaqueStage implements RowSource {
  private final Query below;
  private final List<Opaque> functions;
  private final ExecutorService threads;
  private final int window;

  /** The chunks that functions work on, and the one that is waited for. */
  private final Deque<Future<List<Record>>> inFlight = new ConcurrentLinkedDeque<>();

  private Iterator<Record> current = List.<Record>of().iterator();
  private @Nullable Iterator<Record> input;
  private volatile boolean cancelled;

  private OpaqueStage(Query below, List<Opaque> functions, int threadCount) {
    this.below = below;
    this.functions = functions;
    this.window = 2 * threadCount;
    this.threads = Executors.newFixedThreadPool(threadCount, OpaqueStage::daemon);
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "stride-rows");
    thread.setDaemon(true);
    return thread;
  }

  /** Reads nothing before it is asked for a row. */
  static RowSource over(DuckDbEngine engine, Opaque last) {
    List<Opaque> functions = new ArrayList<>();
    Relation below = last;
    while (below instanceof Opaque opaque) {
      functions.add(0, opaque);
      below = opaque.input();
    }
    return new OpaqueStage(engine.query(below), functions, engine.threads());
  }

  @Override
  public void close() {
    threads.shutdownNow();
    below.close();
  }

  /** Functions are interrupted; one that does not heed it goes on, but nobody waits for it. */
  @Override
  public void cancel() {
    cancelled = true;
    below.cancel();
    threads.shutdownNow();
    inFlight.forEach(chunk -> chunk.cancel(true));
  }

  @Override
  public boolean hasNext() {
    while (!current.hasNext()) {
      fill();
      if (inFlight.isEmpty()) {
        return false;
      }
      current = await(inFlight.element()).iterator();
      inFlight.remove();
    }
    return true;
  }

  @Override
  public Record next() {
    return current.next();
  }

  private void fill() {
    Iterator<Record> rows = input();
    while (inFlight.size() < window && rows.hasNext()) {
      List<Record> chunk = new ArrayList<>();
      while (chunk.size() < Query.CHUNK_ROWS && rows.hasNext()) {
        chunk.add(rows.next());
      }
      submit(chunk);
    }
  }

  private Iterator<Record> input() {
    Iterator<Record> rows = input;
    if (rows == null) {
      rows = below.rows().iterator();
      input = rows;
    }
    return rows;
  }

  private void submit(List<Record> chunk) {
    try {
      inFlight.add(threads.submit(() -> apply(chunk)));
    } catch (RejectedExecutionException e) {
      throw DuckDbErrors.cancelled();
    }
    if (cancelled) {
      cancel();
    }
  }

  private List<Record> await(Future<List<Record>> chunk) {
    try {
      return chunk.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DuckDbErrors.cancelled();
    } catch (CancellationException e) {
      throw DuckDbErrors.cancelled();
    } catch (ExecutionException e) {
      if (cancelled) {
        throw DuckDbErrors.cancelled();
      }
      throw FunctionFailed.of(Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  private List<Record> apply(List<Record> chunk) throws Exception {
    List<Record> rows = chunk;
    for (Opaque function : functions) {
      rows = apply(function, rows);
    }
    return rows;
  }

  private static List<Record> apply(Opaque opaque, List<Record> rows) throws Exception {
    List<Record> results = new ArrayList<>(rows.size());
    if (opaque.code() instanceof Opaque.Map map) {
      for (Record row : rows) {
        results.add(present(map.function().apply(row), opaque.output()));
      }
    } else if (opaque.code() instanceof Opaque.Keep keep) {
      for (Record row : rows) {
        if (keep.function().test(row)) {
          results.add(row);
        }
      }
    } else if (opaque.code() instanceof Opaque.FlatMap flatMap) {
      for (Record row : rows) {
        try (Stream<Record> expanded = flatMap.function().apply(row)) {
          expanded.forEach(result -> results.add(present(result, opaque.output())));
        }
      }
    } else if (opaque.code() instanceof Opaque.MapPartitions partitions) {
      partitions
          .function()
          .apply(rows.iterator())
          .forEachRemaining(result -> results.add(present(result, opaque.output())));
    }
    return results;
  }

  private static Record present(Record row, RecordType type) {
    if (row == null) {
      throw new StrideException(
          FailureKind.USER,
          "NULL_VALUE: a function returned null instead of a "
              + type
              + " (filter the row out instead)");
    }
    return row;
  }
}
