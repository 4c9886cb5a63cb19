// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.FunctionFailed;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Opaque;
import dev.stride.api.relation.Relation;
import dev.stride.api.type.RecordType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Java code over rows: consecutive functions run as one, chunk by chunk on several threads, and the
 * chunks come out in order. At most two chunks a thread are in memory.
 */
final class OpaqueStage implements Iterator<Record> {
  private final Stream<Record> source;
  private final Iterator<Record> input;
  private final List<Opaque> functions;
  private final ExecutorService threads;
  private final int window;
  private final Deque<Future<List<Record>>> inFlight = new ArrayDeque<>();
  private Iterator<Record> current = List.<Record>of().iterator();

  private OpaqueStage(Stream<Record> source, List<Opaque> functions, int threadCount) {
    this.source = source;
    this.input = source.iterator();
    this.functions = functions;
    this.window = 2 * threadCount;
    this.threads = Executors.newFixedThreadPool(threadCount, OpaqueStage::daemon);
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "stride-rows");
    thread.setDaemon(true);
    return thread;
  }

  static RowSource over(DuckDbEngine engine, Opaque last) {
    List<Opaque> functions = new ArrayList<>();
    Relation below = last;
    while (below instanceof Opaque opaque) {
      functions.add(0, opaque);
      below = opaque.input();
    }
    OpaqueStage stage = new OpaqueStage(engine.rows(below), functions, engine.threads());
    return RowSource.of(stage, stage::close);
  }

  private void close() {
    threads.shutdownNow();
    source.close();
  }

  @Override
  public boolean hasNext() {
    while (!current.hasNext()) {
      fill();
      if (inFlight.isEmpty()) {
        return false;
      }
      current = await(inFlight.remove()).iterator();
    }
    return true;
  }

  @Override
  public Record next() {
    return current.next();
  }

  private void fill() {
    while (inFlight.size() < window && input.hasNext()) {
      List<Record> chunk = new ArrayList<>();
      while (chunk.size() < Query.CHUNK_ROWS && input.hasNext()) {
        chunk.add(input.next());
      }
      inFlight.add(threads.submit(() -> apply(chunk)));
    }
  }

  private static List<Record> await(Future<List<Record>> chunk) {
    try {
      return chunk.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DuckDbErrors.cancelled();
    } catch (ExecutionException e) {
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
