// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Rows;
import dev.stride.api.type.RecordType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches loaded by another thread leave nothing behind, however their reading ends. */
public class BatchesAheadTest {
  private static final int MANY = 5 * Query.CHUNK_ROWS + 1;

  /** A row with buffers of every shape. */
  public record Item(int id, @Nullable String text, List<String> list, Pair pair) {}

  /** A record in a row. */
  public record Pair(long left, double right) {}

  private final BufferAllocator allocator = new RootAllocator();
  private final ExecutorService loader = Executors.newSingleThreadExecutor();
  private final DuckDbEngine engine = new DuckDbEngine(DuckDbSettings.of(Map.of("threads", "2")));

  @AfterEach
  void nothingLeaks() {
    loader.shutdownNow();
    assertThat(engine.allocator().getAllocatedMemory()).as("bytes of the engine").isZero();
    assertThat(allocator.getAllocatedMemory()).as("bytes of the test").isZero();
    allocator.close();
    engine.close();
  }

  private static List<Record> items(int count) {
    return IntStream.range(0, count)
        .<Record>mapToObj(
            id ->
                new Item(
                    id,
                    id % 3 == 0 ? null : "text " + id,
                    List.of("a" + id, "b"),
                    new Pair(id, id / 2.0)))
        .toList();
  }

  private Query query(List<Record> rows) {
    return engine.query(new Rows(RecordType.of(Item.class), rows));
  }

  private static BatchesAhead ahead(
      ArrowReader source, BufferAllocator allocator, ExecutorService loader) {
    return new BatchesAhead(
        source, allocator, loader, e -> DuckDbErrors.translate(e, Path.of("spill")));
  }

  @Test
  void rowsOfManyBatchesComeInOrder() {
    List<Record> items = items(MANY);

    try (Stream<Record> rows = query(items).rows()) {
      assertThat(rows.toList()).isEqualTo(items);
    }
  }

  @Test
  void closingAfterTheFirstRowFreesTheBatchesAhead() {
    try (Stream<Record> rows = query(items(MANY)).rows()) {
      assertThat(rows.iterator().next()).isEqualTo(items(1).get(0));
    }
  }

  @Test
  void cancellingInTheMiddleEndsCleanly() {
    Query query = query(items(MANY));
    try (Stream<Record> rows = query.rows()) {
      Iterator<Record> reading = rows.iterator();
      reading.next();
      query.cancel();
    }
  }

  @Test
  void closingTheEngineLetsAStreamGoOn() {
    DuckDbEngine other = new DuckDbEngine(DuckDbSettings.of(Map.of("threads", "2")));
    List<Record> items = items(MANY);
    try (Stream<Record> rows = other.rows(new Rows(RecordType.of(Item.class), items))) {
      Iterator<Record> reading = rows.iterator();
      reading.next();
      other.close();
      int count = 1;
      while (reading.hasNext()) {
        assertThat(reading.next()).isEqualTo(items.get(count++));
      }
      assertThat(count).isEqualTo(MANY);
    }
    assertThat(other.allocator().getAllocatedMemory()).as("bytes of the other engine").isZero();
  }

  @Test
  void oneBatchNeedsNoOtherThread() throws Exception {
    loader.shutdownNow();
    try (Source source = new Source(allocator, 10);
        BatchesAhead batches = ahead(source, allocator, loader)) {
      assertThat(rows(batches.next())).isEqualTo(10);
      assertThat(batches.next()).as("a batch after the last").isNull();
    }
  }

  @Test
  void loadsNoMoreThanOneBatchAhead() throws Exception {
    try (Source source =
            new Source(allocator, Query.CHUNK_ROWS, Query.CHUNK_ROWS, Query.CHUNK_ROWS);
        BatchesAhead batches = ahead(source, allocator, loader)) {
      batches.next();
      loader.submit(() -> {}).get();
      assertThat(source.loaded).as("batches loaded while the first is read").isEqualTo(2);
    }
  }

  @Test
  void anInterruptOfTheReaderCancels() throws Exception {
    Semaphore gate = new Semaphore(1);
    try (Source source = new Source(allocator, Query.CHUNK_ROWS, 7);
        BatchesAhead batches = ahead(source, allocator, loader)) {
      source.gate = gate;
      batches.next();
      Thread.currentThread().interrupt();
      Throwable thrown = catchThrowable(batches::next);
      boolean interrupted = Thread.interrupted();
      gate.release();

      assertThat(interrupted).as("the thread is still interrupted").isTrue();
      assertThat(thrown)
          .isInstanceOfSatisfying(
              StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CANCELLED));
    }
  }

  @Test
  void anInterruptedThreadClosesOnlyAfterTheBatchIsLoaded() throws Exception {
    Semaphore gate = new Semaphore(1);
    Thread opening = new Thread(gate::release);
    try (Source source = new Source(allocator, Query.CHUNK_ROWS, 7)) {
      source.gate = gate;
      BatchesAhead batches = ahead(source, allocator, loader);
      batches.next();
      opening.start();
      Thread.currentThread().interrupt();
      batches.close();

      assertThat(Thread.interrupted()).as("the thread is still interrupted").isTrue();
      assertThat(source.loaded).as("batches loaded before the close").isEqualTo(2);
    }
    opening.join();
  }

  @Test
  void anErrorAheadReachesTheReaderTranslated() throws Exception {
    try (Source source = new Source(allocator, Query.CHUNK_ROWS);
        BatchesAhead batches = ahead(source, allocator, loader)) {
      source.failure = new IOException("Conversion Error: Could not convert 'x'");
      assertThat(rows(batches.next())).isEqualTo(Query.CHUNK_ROWS);

      assertThat(catchThrowable(batches::next))
          .isInstanceOfSatisfying(
              StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
          .hasMessageStartingWith("CAST: ");
    }
  }

  @Test
  void anErrorAheadThatNobodyReadsDoesNotStopTheClose() throws Exception {
    try (Source source = new Source(allocator, Query.CHUNK_ROWS)) {
      source.failure = new IOException("lost");
      BatchesAhead batches = ahead(source, allocator, loader);
      batches.next();
      batches.close();

      assertThat(source.closed).as("the reader is closed").isTrue();
      assertThat(batches.next()).as("a batch after the close").isNull();
    }
  }

  private static int rows(@Nullable VectorSchemaRoot batch) {
    return batch == null ? 0 : batch.getRowCount();
  }

  /** Batches of the sizes that are asked for, then the end or a failure. */
  private static final class Source extends ArrowReader {
    private final int[] sizes;
    private @Nullable Semaphore gate;
    private @Nullable IOException failure;
    private volatile int loaded;
    private volatile boolean closed;

    Source(BufferAllocator allocator, int... sizes) {
      super(allocator);
      this.sizes = sizes;
    }

    @Override
    public boolean loadNextBatch() throws IOException {
      if (gate != null) {
        gate.acquireUninterruptibly();
      }
      if (loaded == sizes.length) {
        if (failure != null) {
          throw failure;
        }
        return false;
      }
      VectorSchemaRoot root = getVectorSchemaRoot();
      IntVector numbers = (IntVector) root.getVector(0);
      numbers.allocateNew(sizes[loaded]);
      for (int row = 0; row < sizes[loaded]; row++) {
        numbers.set(row, row);
      }
      root.setRowCount(sizes[loaded++]);
      return true;
    }

    @Override
    public long bytesRead() {
      return 0;
    }

    @Override
    protected void closeReadSource() {
      closed = true;
    }

    @Override
    protected Schema readSchema() {
      return new Schema(List.of(Field.notNullable("n", new ArrowType.Int(32, true))));
    }
  }
}
