// SPDX-License-Identifier: Apache-2.0
package dev.stride.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;

/** Readers of columns whose values are primitive, or made of one. */
final class PrimitiveReaders {
  private PrimitiveReaders() {}

  /** Some values of a buffer, as long as it is open. */
  static ByteBuffer slice(ArrowBuf buffer, int from, int count, int width) {
    return buffer.nioBuffer((long) from * width, count * width).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads bits. */
  static final class Booleans extends ColumnReader {
    private final byte[] bits = new byte[WINDOW / Byte.SIZE];

    Booleans(boolean nullable, String name) {
      super(nullable, name);
    }

    boolean booleanAt(int row) {
      return isSet(presentIndex(row));
    }

    @Override
    Boolean present(int row, int index) {
      return isSet(index);
    }

    private boolean isSet(int index) {
      return (bits[index >> 3] >> (index & 7) & 1) != 0;
    }

    @Override
    void fill(FieldVector column, int from, int count) {
      int bytes = (count + Byte.SIZE - 1) / Byte.SIZE;
      column.getDataBuffer().getBytes(from / Byte.SIZE, bits, 0, bytes);
    }
  }

  /** Reads numbers, or what is made of them. */
  static final class Ints extends ColumnReader {
    private final int[] values = new int[WINDOW];
    private final IntFunction<Object> made;

    Ints(IntFunction<Object> made, boolean nullable, String name) {
      super(nullable, name);
      this.made = made;
    }

    int intAt(int row) {
      return values[presentIndex(row)];
    }

    @Override
    Object present(int row, int index) {
      return made.apply(values[index]);
    }

    @Override
    void fill(FieldVector column, int from, int count) {
      slice(column.getDataBuffer(), from, count, Integer.BYTES).asIntBuffer().get(values, 0, count);
    }
  }

  /** Reads numbers, or what is made of them. */
  static final class Longs extends ColumnReader {
    private final long[] values = new long[WINDOW];
    private final LongFunction<Object> made;

    Longs(LongFunction<Object> made, boolean nullable, String name) {
      super(nullable, name);
      this.made = made;
    }

    long longAt(int row) {
      return values[presentIndex(row)];
    }

    @Override
    Object present(int row, int index) {
      return made.apply(values[index]);
    }

    @Override
    void fill(FieldVector column, int from, int count) {
      slice(column.getDataBuffer(), from, count, Long.BYTES).asLongBuffer().get(values, 0, count);
    }
  }

  /** Reads numbers. */
  static final class Floats extends ColumnReader {
    private final float[] values = new float[WINDOW];

    Floats(boolean nullable, String name) {
      super(nullable, name);
    }

    float floatAt(int row) {
      return values[presentIndex(row)];
    }

    @Override
    Float present(int row, int index) {
      return values[index];
    }

    @Override
    void fill(FieldVector column, int from, int count) {
      slice(column.getDataBuffer(), from, count, Float.BYTES).asFloatBuffer().get(values, 0, count);
    }
  }

  /** Reads numbers. */
  static final class Doubles extends ColumnReader {
    private final double[] values = new double[WINDOW];

    Doubles(boolean nullable, String name) {
      super(nullable, name);
    }

    double doubleAt(int row) {
      return values[presentIndex(row)];
    }

    @Override
    Double present(int row, int index) {
      return values[index];
    }

    @Override
    void fill(FieldVector column, int from, int count) {
      slice(column.getDataBuffer(), from, count, Double.BYTES)
          .asDoubleBuffer()
          .get(values, 0, count);
    }
  }
}
