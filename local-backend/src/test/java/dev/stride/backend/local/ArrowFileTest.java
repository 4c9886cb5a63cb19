// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import static dev.stride.api.expression.Functions.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Dataset;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Arrow;
import dev.stride.api.spi.Backend;
import dev.stride.api.type.RecordType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in Arrow's streaming format, which steps on one node read as they are. */
public class ArrowFileTest {
  @TempDir private Path folder;
  private Backend backend;

  /** A row of the file, which has its columns the other way round and one more. */
  public record Pair(int number, long square) {}

  /** Another type in the same column. */
  public record Wrong(int number, int square) {}

  @BeforeEach
  void open() {
    backend = LocalBackend.open(Map.of());
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private Path file(int batches) throws IOException {
    Path file = folder.resolve("pairs.arrow");
    try (BufferAllocator allocator = new RootAllocator();
        BigIntVector squares = new BigIntVector("square", allocator);
        IntVector more = new IntVector("more", allocator);
        IntVector numbers = new IntVector("number", allocator);
        VectorSchemaRoot root = new VectorSchemaRoot(List.of(squares, more, numbers));
        OutputStream out = Files.newOutputStream(file);
        ArrowStreamWriter writer = new ArrowStreamWriter(root, null, out)) {
      writer.start();
      for (int batch = 0; batch < batches; batch++) {
        for (int row = 0; row < 2; row++) {
          int number = 2 * batch + row;
          numbers.setSafe(row, number);
          squares.setSafe(row, (long) number * number);
          more.setSafe(row, -1);
        }
        root.setRowCount(2);
        writer.writeBatch();
      }
      writer.end();
    }
    return file;
  }

  private <R extends Record> Dataset<R> read(Class<R> type, Path file) {
    Scan scan = new Scan("pairs", RecordType.of(type), Arrow.at(file.toString()));
    return Dataset.of(type, scan, backend.reader());
  }

  @Test
  void readsRowsByTheNamesOfTheirColumns() throws IOException {
    assertThat(read(Pair.class, file(2)).toList())
        .containsExactly(new Pair(0, 0), new Pair(1, 1), new Pair(2, 4), new Pair(3, 9));
    assertThat(read(Pair.class, file(0)).toList()).isEmpty();
  }

  @Test
  void asksTheEngineWhereSomethingIsAskedOfThem() throws IOException {
    assertThat(read(Pair.class, file(2)).filter(field(Pair::square).gt(1L)).toList())
        .containsExactly(new Pair(2, 4), new Pair(3, 9));
  }

  @Test
  void namesTheFileThatDoesNotFitOrIsCut() throws IOException {
    Path file = file(2);
    assertThatThrownBy(() -> read(Wrong.class, file).toList())
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
        .hasMessageStartingWith("Cannot read Arrow dataset 'pairs': " + file)
        .hasMessageContaining("has column 'square' of type");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 200));
    assertThatThrownBy(() -> read(Pair.class, file).toList())
        .hasMessageStartingWith("Cannot read Arrow dataset 'pairs': " + file);
  }
}
