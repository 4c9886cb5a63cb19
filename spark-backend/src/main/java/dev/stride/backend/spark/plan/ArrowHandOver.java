// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourcePaths;
import dev.stride.api.type.RecordType;
import dev.stride.arrow.ArrowBatches;
import dev.stride.arrow.ArrowRows;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.sql.util.ArrowUtils;
import org.jspecify.annotations.Nullable;

/** Takes what {@link ArrowJob} encodes: as records, or as a file in Arrow's streaming format. */
final class ArrowHandOver {
  private ArrowHandOver() {}

  /**
   * The rows, decoded as they are read.
   *
   * @param encoded the batches that the job yields
   */
  static Stream<Record> rows(ArrowJob job, Iterator<byte[]> encoded, RecordType type) {
    Batches batches = new Batches(encoded, job.schema());
    return ArrowRows.stream(batches, type).onClose(batches::close);
  }

  /** The rows of a plan that yields few of them. */
  static Stream<Record> few(ArrowJob job, RecordType type) {
    BufferAllocator allocator = allocator();
    VectorSchemaRoot root = VectorSchemaRoot.create(job.schema(), allocator);
    try {
      job.few(root);
    } catch (Throwable e) {
      root.close();
      allocator.close();
      throw e;
    }
    Iterator<VectorSchemaRoot> once = List.of(root).iterator();
    return ArrowRows.stream(() -> once.hasNext() ? once.next() : null, type)
        .onClose(root::close)
        .onClose(allocator::close);
  }

  /** Writes one file; what is in memory meanwhile are bytes. */
  static void write(ArrowJob job, Path file) {
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        WriteChannel channel = new WriteChannel(Channels.newChannel(out))) {
      MessageSerializer.serialize(channel, job.schema());
      for (byte[] batch : job.all()) {
        channel.write(batch);
      }
      ArrowStreamWriter.writeEndOfStream(
          channel, new org.apache.arrow.vector.ipc.message.IpcOption());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of files, which are small: only such are written. */
  static List<Record> read(Scan scan) {
    List<Record> rows = new ArrayList<>();
    for (Path file : SourcePaths.find(scan)) {
      try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
          BufferAllocator allocator = allocator();
          ArrowStreamReader reader = new ArrowStreamReader(bytes, allocator)) {
        ArrowBatches batches = () -> next(reader);
        ArrowRows.stream(batches, scan.output()).forEach(rows::add);
      } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
        throw new StrideException(
            FailureKind.CONFIGURATION,
            "Cannot read Arrow dataset '"
                + scan.name()
                + "': "
                + file
                + " is no whole Arrow stream (write it again)",
            e);
      }
    }
    return rows;
  }

  private static @Nullable VectorSchemaRoot next(ArrowStreamReader reader) {
    try {
      return reader.loadNextBatch() ? reader.getVectorSchemaRoot() : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferAllocator allocator() {
    return ArrowUtils.rootAllocator().newChildAllocator("stride", 0, Long.MAX_VALUE);
  }

  /** Loads one batch after the other into the same columns. */
  private static final class Batches implements ArrowBatches {
    private final Iterator<byte[]> encoded;
    private final BufferAllocator allocator = allocator();
    private final VectorSchemaRoot root;
    private final VectorLoader loader;

    Batches(Iterator<byte[]> encoded, Schema schema) {
      this.encoded = encoded;
      this.root = VectorSchemaRoot.create(schema, allocator);
      this.loader = new VectorLoader(root);
    }

    @Override
    public @Nullable VectorSchemaRoot next() {
      byte[] next = encoded();
      if (next == null) {
        return null;
      }
      InputStream bytes = new ByteArrayInputStream(next);
      ReadChannel channel = new ReadChannel(Channels.newChannel(bytes));
      try (ArrowRecordBatch batch = MessageSerializer.deserializeRecordBatch(channel, allocator)) {
        loader.load(batch);
        return root;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The next batch may take a job of its own. */
    private byte @Nullable [] encoded() {
      try {
        return encoded.hasNext() ? encoded.next() : null;
      } catch (Exception e) {
        throw SparkErrors.translate(e);
      }
    }

    void close() {
      root.close();
      allocator.close();
    }
  }
}
