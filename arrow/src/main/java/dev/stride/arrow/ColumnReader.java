// SPDX-License-Identifier: Apache-2.0
package dev.stride.arrow;

import dev.stride.api.expression.ErrorClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Java values of one Arrow column, batch after batch. They are copied out of the batch a
 * window at a time, since each access to an Arrow buffer checks whether it is still open. Confined
 * to one thread.
 */
abstract class ColumnReader {
  private static final int WINDOW_BITS = 10;

  /** Values that are copied at a time: those of a dozen columns fit into a core's own cache. */
  static final int WINDOW = 1 << WINDOW_BITS;

  private static final int NO_WINDOW = -1;

  /** The most digits of a decimal that fits a long. */
  private static final int NARROW_DIGITS = 18;

  private final boolean nullable;
  private final String name;
  private final byte[] validity = new byte[WINDOW / Byte.SIZE];
  private @Nullable FieldVector vector;
  private boolean hasNulls;
  private int window = NO_WINDOW;

  ColumnReader(boolean nullable, String name) {
    this.nullable = nullable;
    this.name = name;
  }

  static ColumnReader of(DataType type, boolean nullable, String name) {
    if (type instanceof ScalarType scalar) {
      return scalar(scalar, nullable, name);
    }
    if (type instanceof DecimalType decimal) {
      return new ObjectReader(
          (column, row) -> decimal((DecimalVector) column, row).setScale(decimal.scale()),
          nullable,
          name);
    }
    if (type instanceof EnumType constants) {
      return new TextReader(text -> constant(constants, text), nullable, name);
    }
    return type instanceof ListType list
        ? new ListReader(list, nullable, name)
        : new RecordReader((RecordType) type, nullable, name);
  }

  private static ColumnReader scalar(ScalarType type, boolean nullable, String name) {
    return switch (type) {
      case BOOL -> new PrimitiveReaders.Booleans(nullable, name);
      case INT -> new PrimitiveReaders.Ints(Integer::valueOf, nullable, name);
      case LONG -> new PrimitiveReaders.Longs(Long::valueOf, nullable, name);
      case FLOAT -> new PrimitiveReaders.Floats(nullable, name);
      case DOUBLE -> new PrimitiveReaders.Doubles(nullable, name);
      case STRING -> new TextReader(text -> text, nullable, name);
      case BINARY ->
          new ObjectReader((column, row) -> ((VarBinaryVector) column).get(row), nullable, name);
      case DATE -> new PrimitiveReaders.Ints(new RecentDates(), nullable, name);
      case LOCAL_TIMESTAMP -> new PrimitiveReaders.Longs(ColumnReader::local, nullable, name);
      case INSTANT -> new PrimitiveReaders.Longs(ColumnReader::instant, nullable, name);
    };
  }

  /** Reads this column of a batch from now on. */
  void load(FieldVector column) {
    vector = column;
    hasNulls = column.getNullCount() > 0;
    window = NO_WINDOW;
  }

  final @Nullable Object value(int row) {
    int index = index(row);
    if (!isNull(index)) {
      return present(row, index);
    }
    if (!nullable) {
      throw missing();
    }
    return null;
  }

  /** The value of a row that is no null, at an index of the window. */
  abstract Object present(int row, int index);

  /** Copies some of the column's values, as many as a window holds, or fewer at the end. */
  abstract void fill(FieldVector column, int from, int count);

  /** The place within the window of a row that is no null. */
  final int presentIndex(int row) {
    int index = index(row);
    if (isNull(index)) {
      throw missing();
    }
    return index;
  }

  private int index(int row) {
    if (row >> WINDOW_BITS != window) {
      move(row >> WINDOW_BITS);
    }
    return row & (WINDOW - 1);
  }

  private boolean isNull(int index) {
    return hasNulls && (validity[index >> 3] >> (index & 7) & 1) == 0;
  }

  private void move(int next) {
    FieldVector column = column();
    int from = next << WINDOW_BITS;
    int count = Math.min(WINDOW, column.getValueCount() - from);
    if (hasNulls) {
      int bytes = (count + Byte.SIZE - 1) / Byte.SIZE;
      column.getValidityBuffer().getBytes(from / Byte.SIZE, validity, 0, bytes);
    }
    fill(column, from, count);
    window = next;
  }

  /** This column of the batch that is read. */
  final FieldVector column() {
    if (vector == null) {
      throw new IllegalStateException("Cannot read " + name + ": no batch is loaded");
    }
    return vector;
  }

  private StrideException missing() {
    return new StrideException(FailureKind.USER, "NULL_VALUE: " + ErrorClass.isNull(name));
  }

  private static Enum<?> constant(EnumType type, String name) {
    try {
      return type.constant(name);
    } catch (IllegalArgumentException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new StrideException(FailureKind.CONFIGURATION, reason, e);
    }
  }

  /** Decimals of 18 digits lie in the lower half of their 16 bytes. */
  private static BigDecimal decimal(DecimalVector vector, int row) {
    return vector.getPrecision() <= NARROW_DIGITS
        ? BigDecimal.valueOf(
            vector.getDataBuffer().getLong((long) row * DecimalVector.TYPE_WIDTH),
            vector.getScale())
        : vector.getObject(row);
  }

  private static LocalDateTime local(long micros) {
    return LocalDateTime.ofInstant(instant(micros), ZoneOffset.UTC);
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
  }

  /** Values that are read from the vector one by one. */
  private static final class ObjectReader extends ColumnReader {
    private final Access access;

    /** Reads the value of a row that is no null. */
    interface Access {
      Object value(FieldVector column, int row);
    }

    ObjectReader(Access access, boolean nullable, String name) {
      super(nullable, name);
      this.access = access;
    }

    @Override
    void fill(FieldVector column, int from, int count) {}

    @Override
    Object present(int row, int index) {
      return access.value(column(), row);
    }
  }
}
