// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/** Reads the Java values of one Arrow column. */
final class ColumnReader {
  private final FieldVector vector;
  private final IntFunction<Object> present;
  private final boolean nullable;
  private final boolean hasNulls;
  private final String name;

  private ColumnReader(
      FieldVector vector, IntFunction<Object> present, boolean nullable, String name) {
    this.vector = vector;
    this.present = present;
    this.nullable = nullable;
    this.hasNulls = vector.getNullCount() > 0;
    this.name = name;
  }

  static ColumnReader of(FieldVector vector, DataType type, boolean nullable, String name) {
    return new ColumnReader(vector, present(vector, type, name), nullable, name);
  }

  @Nullable Object value(int row) {
    if (!isNull(row)) {
      return present.apply(row);
    }
    if (!nullable) {
      throw missing();
    }
    return null;
  }

  boolean booleanAt(int row) {
    requirePresent(row);
    return ((BitVector) vector).get(row) != 0;
  }

  int intAt(int row) {
    requirePresent(row);
    return ((IntVector) vector).getDataBuffer().getInt((long) row * Integer.BYTES);
  }

  long longAt(int row) {
    requirePresent(row);
    return ((BigIntVector) vector).getDataBuffer().getLong((long) row * Long.BYTES);
  }

  double doubleAt(int row) {
    requirePresent(row);
    return ((Float8Vector) vector).getDataBuffer().getDouble((long) row * Double.BYTES);
  }

  private boolean isNull(int row) {
    return hasNulls && vector.isNull(row);
  }

  private void requirePresent(int row) {
    if (isNull(row)) {
      throw missing();
    }
  }

  private StrideException missing() {
    return new StrideException(
        FailureKind.USER,
        "NULL_VALUE: " + name + " is null but its record says never null (make it @Nullable)");
  }

  private static IntFunction<Object> present(FieldVector vector, DataType type, String name) {
    if (type instanceof ScalarType scalar) {
      return scalar(vector, scalar);
    }
    if (type instanceof DecimalType decimal) {
      DecimalVector decimals = (DecimalVector) vector;
      return row -> decimals.getObject(row).setScale(decimal.scale());
    }
    if (type instanceof EnumType constants) {
      TextReader text = new TextReader((VarCharVector) vector);
      return row -> constant(constants, text.apply(row));
    }
    if (type instanceof ListType list) {
      return list((ListVector) vector, list, name);
    }
    return record((StructVector) vector, (RecordType) type);
  }

  private static Enum<?> constant(EnumType type, String name) {
    try {
      return type.constant(name);
    } catch (IllegalArgumentException e) {
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new StrideException(FailureKind.CONFIGURATION, reason, e);
    }
  }

  private static IntFunction<Object> scalar(FieldVector vector, ScalarType type) {
    return switch (type) {
      case BOOL -> row -> ((BitVector) vector).get(row) != 0;
      case INT -> row -> ((IntVector) vector).get(row);
      case LONG -> row -> ((BigIntVector) vector).get(row);
      case FLOAT -> row -> ((Float4Vector) vector).get(row);
      case DOUBLE -> row -> ((Float8Vector) vector).get(row);
      case STRING -> new TextReader((VarCharVector) vector);
      case BINARY -> row -> ((VarBinaryVector) vector).get(row);
      case DATE -> row -> LocalDate.ofEpochDay(((DateDayVector) vector).get(row));
      case LOCAL_TIMESTAMP ->
          row -> LocalDateTime.ofInstant(instant((TimeStampVector) vector, row), ZoneOffset.UTC);
      case INSTANT -> row -> instant((TimeStampVector) vector, row);
    };
  }

  /** Reads texts through bytes that are used again; confined to one thread. */
  private static final class TextReader implements IntFunction<Object> {
    private final VarCharVector vector;
    private byte[] bytes = new byte[64];

    TextReader(VarCharVector vector) {
      this.vector = vector;
    }

    @Override
    public String apply(int row) {
      ArrowBuf offsets = vector.getOffsetBuffer();
      int start = offsets.getInt((long) row * Integer.BYTES);
      int length = offsets.getInt((row + 1L) * Integer.BYTES) - start;
      if (length > bytes.length) {
        bytes = new byte[Math.max(length, 2 * bytes.length)];
      }
      vector.getDataBuffer().getBytes(start, bytes, 0, length);
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
  }

  private static Instant instant(TimeStampVector vector, int row) {
    long micros = vector.get(row);
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000L);
  }

  private static IntFunction<Object> list(ListVector vector, ListType type, String name) {
    ColumnReader element =
        of(vector.getDataVector(), type.element(), type.elementNullable(), name + "'s element");
    return row -> {
      int end = vector.getElementEndIndex(row);
      List<@Nullable Object> values = new ArrayList<>();
      for (int index = vector.getElementStartIndex(row); index < end; index++) {
        values.add(element.value(index));
      }
      return Collections.unmodifiableList(values);
    };
  }

  private static IntFunction<Object> record(StructVector vector, RecordType type) {
    List<Component> components = type.components();
    ColumnReader[] fields = new ColumnReader[components.size()];
    for (int index = 0; index < fields.length; index++) {
      Component component = components.get(index);
      fields[index] =
          of(
              (FieldVector) vector.getChildByOrdinal(index),
              component.type(),
              component.nullable(),
              type.name() + "." + component.name());
    }
    return row -> {
      @Nullable Object[] values = new @Nullable Object[fields.length];
      for (int index = 0; index < fields.length; index++) {
        values[index] = fields[index].value(row);
      }
      return type.access().create(values);
    };
  }
}
