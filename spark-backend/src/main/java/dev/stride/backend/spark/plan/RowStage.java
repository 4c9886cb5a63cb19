// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.FunctionFailed;
import dev.stride.api.failure.StrideException;
import dev.stride.api.function.ChunkFunction;
import dev.stride.api.function.RowExpander;
import dev.stride.api.function.RowMapper;
import dev.stride.api.function.RowPredicate;
import dev.stride.api.relation.Opaque;
import dev.stride.api.spi.FailureDescription;
import dev.stride.api.spi.RemoteFailure;
import dev.stride.api.spi.RowCheck;
import dev.stride.api.type.RecordType;
import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A user's function over rows, as it travels to the executors inside a plan. */
sealed interface RowStage extends Serializable {

  /** The rows that come out for those of a partition; nothing is read ahead. */
  Iterator<Record> over(Iterator<Record> rows);

  static RowStage of(Opaque opaque) {
    String output = opaque.output().name();
    if (opaque.code() instanceof Opaque.Map map) {
      return new Mapped(map.function(), output);
    }
    if (opaque.code() instanceof Opaque.FlatMap flatMap) {
      return new Expanded(flatMap.function(), output);
    }
    if (opaque.code() instanceof Opaque.Keep keep) {
      return new Kept(keep.function());
    }
    return new Partitioned(((Opaque.MapPartitions) opaque.code()).function(), output);
  }

  /**
   * What the user's code threw. Spark ends its process where it finds a stack overflow, the
   * application's own process too, so that one travels as a description.
   */
  private static StrideException failed(Throwable thrown) {
    return FunctionFailed.of(
        thrown instanceof StackOverflowError
            ? new RemoteFailure(FailureDescription.of(thrown))
            : thrown);
  }

  private static Record present(@Nullable Record row, String type) {
    if (row == null) {
      throw new StrideException(
          FailureKind.USER,
          "NULL_VALUE: a function returned null instead of a "
              + type
              + " (filter the row out instead)");
    }
    return row;
  }

  /** One row into one. */
  record Mapped(RowMapper<Record, Record> function, String output) implements RowStage {
    @Override
    public Iterator<Record> over(Iterator<Record> rows) {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public Record next() {
          Record row = rows.next();
          try {
            return present(function.apply(row), output);
          } catch (Throwable e) {
            throw failed(e);
          }
        }
      };
    }
  }

  /** Rows kept or not. */
  record Kept(RowPredicate<Record> function) implements RowStage {
    @Override
    public Iterator<Record> over(Iterator<Record> rows) {
      return new Ahead() {
        @Override
        @Nullable Record find() throws Exception {
          while (rows.hasNext()) {
            Record row = rows.next();
            if (function.test(row)) {
              return row;
            }
          }
          return null;
        }
      };
    }
  }

  /** One row into any number. */
  record Expanded(RowExpander<Record, Record> function, String output) implements RowStage {
    @Override
    public Iterator<Record> over(Iterator<Record> rows) {
      return new Ahead() {
        private Stream<Record> open = Stream.empty();
        private Spliterator<Record> current = open.spliterator();
        private @Nullable Record found;

        @Override
        @Nullable Record find() throws Exception {
          while (!current.tryAdvance(row -> found = present(row, output))) {
            open.close();
            if (!rows.hasNext()) {
              return null;
            }
            open = function.apply(rows.next());
            current = open.spliterator();
          }
          return found;
        }
      };
    }
  }

  /** A partition of rows into rows. */
  record Partitioned(ChunkFunction<Record, Record> function, String output) implements RowStage {
    @Override
    public Iterator<Record> over(Iterator<Record> rows) {
      Iterator<Record> results;
      try {
        results = function.apply(rows);
      } catch (Throwable e) {
        throw failed(e);
      }
      return new Mapped(row -> row, output).over(results);
    }
  }

  /**
   * Rows as they are, each of which can be stored: Spark's own limits are wider or tell less.
   *
   * @param type the record; its description is made again where the rows are
   */
  record Checked(Class<? extends Record> type) implements RowStage {
    @Override
    public Iterator<Record> over(Iterator<Record> rows) {
      RowCheck check = new RowCheck(RecordType.of(type));
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public Record next() {
          Record row = rows.next();
          check.check(row);
          return row;
        }
      };
    }
  }

  /** An iterator that must find the next row to know whether there is one. */
  abstract class Ahead implements Iterator<Record> {
    private @Nullable Record next;

    /** The next row, or null at the end. */
    abstract @Nullable Record find() throws Exception;

    @Override
    public boolean hasNext() {
      if (next == null) {
        try {
          next = find();
        } catch (Throwable e) {
          throw failed(e);
        }
      }
      return next != null;
    }

    @Override
    public Record next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Record found = java.util.Objects.requireNonNull(next);
      next = null;
      return found;
    }
  }
}
