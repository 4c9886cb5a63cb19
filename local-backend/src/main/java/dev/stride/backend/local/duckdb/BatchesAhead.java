// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.failure.StrideException;
import dev.stride.arrow.ArrowBatches;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.util.TransferPair;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a reader: while one is decoded, another thread loads the next. At most two are in
 * memory. Confined to one thread.
 *
 * <p>INVARIANT: while {@code ahead} is set, its thread alone touches the reader.
 */
final class BatchesAhead implements ArrowBatches, AutoCloseable {
  private final ArrowReader reader;
  private final BufferAllocator allocator;
  private final ExecutorService loaders;
  private final Function<Throwable, StrideException> errors;
  private @Nullable VectorSchemaRoot current;
  private @Nullable Future<@Nullable VectorSchemaRoot> ahead;
  private boolean closed;

  /**
   * @param errors what becomes of a failure to read
   */
  BatchesAhead(
      ArrowReader reader,
      BufferAllocator allocator,
      ExecutorService loaders,
      Function<Throwable, StrideException> errors) {
    this.reader = reader;
    this.allocator = allocator;
    this.loaders = loaders;
    this.errors = errors;
  }

  @Override
  public @Nullable VectorSchemaRoot next() {
    release();
    if (closed) {
      return null;
    }
    current = ahead == null ? loadHere() : await(ahead);
    ahead = null;
    // Only the last batch is not full: a result of one batch needs no other thread.
    if (current != null && current.getRowCount() >= Query.CHUNK_ROWS) {
      ahead = loaders.submit(this::load);
    }
    return current;
  }

  private @Nullable VectorSchemaRoot loadHere() {
    try {
      return load();
    } catch (IOException e) {
      throw errors.apply(e);
    }
  }

  private @Nullable VectorSchemaRoot load() throws IOException {
    return reader.loadNextBatch() ? taken(reader.getVectorSchemaRoot()) : null;
  }

  /** Moves the buffers out of the reader's root, which it fills again. */
  private VectorSchemaRoot taken(VectorSchemaRoot loaded) {
    List<FieldVector> vectors = new ArrayList<>(loaded.getFieldVectors().size());
    for (FieldVector vector : loaded.getFieldVectors()) {
      TransferPair pair = vector.getTransferPair(allocator);
      pair.transfer();
      vectors.add((FieldVector) pair.getTo());
    }
    return new VectorSchemaRoot(loaded.getSchema(), vectors, loaded.getRowCount());
  }

  private @Nullable VectorSchemaRoot await(Future<@Nullable VectorSchemaRoot> batch) {
    try {
      return batch.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DuckDbErrors.cancelled();
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      if (cause instanceof RuntimeException exception) {
        throw exception;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw errors.apply(cause);
    }
  }

  private void release() {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  /** Waits for the batch that is being loaded: nothing may touch a closed connection. */
  @Override
  public void close() throws IOException {
    closed = true;
    release();
    if (ahead != null) {
      current = finished(ahead);
      ahead = null;
      release();
    }
    reader.close();
  }

  private static @Nullable VectorSchemaRoot finished(Future<@Nullable VectorSchemaRoot> batch) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return batch.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          return null;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
