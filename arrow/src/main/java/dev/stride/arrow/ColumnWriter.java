// SPDX-License-Identifier: Apache-2.0
package dev.stride.arrow;

import dev.stride.api.spi.RowCheck;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/** Writes Java values into Arrow columns, which have the algebra's types. */
public final class ColumnWriter {
  private ColumnWriter() {}

  /** The Arrow field of a column. */
  public static Field field(String name, DataType type) {
    List<Field> children = new ArrayList<>();
    if (type instanceof ListType list) {
      children.add(field("item", list.element()));
    } else if (type instanceof RecordType record) {
      for (Component component : record.components()) {
        children.add(field(component.column(), component.type()));
      }
    }
    return new Field(name, FieldType.nullable(arrowType(type)), children);
  }

  private static ArrowType arrowType(DataType type) {
    if (type instanceof DecimalType decimal) {
      return new ArrowType.Decimal(decimal.precision(), decimal.scale(), 128);
    }
    if (type instanceof EnumType) {
      return ArrowType.Utf8.INSTANCE;
    }
    if (type instanceof ListType) {
      return ArrowType.List.INSTANCE;
    }
    if (type instanceof RecordType) {
      return ArrowType.Struct.INSTANCE;
    }
    return switch ((ScalarType) type) {
      case BOOL -> ArrowType.Bool.INSTANCE;
      case INT -> new ArrowType.Int(32, true);
      case LONG -> new ArrowType.Int(64, true);
      case FLOAT -> new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
      case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case STRING -> ArrowType.Utf8.INSTANCE;
      case BINARY -> ArrowType.Binary.INSTANCE;
      case DATE -> new ArrowType.Date(DateUnit.DAY);
      case LOCAL_TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
      case INSTANT -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
    };
  }

  private static void set(FieldVector vector, int row, DataType type, @Nullable Object value) {
    if (value == null) {
      setNull(vector, row);
    } else if (type instanceof ScalarType scalar) {
      setScalar(vector, row, scalar, value);
    } else if (type instanceof DecimalType decimal) {
      ((DecimalVector) vector).setSafe(row, decimal.fit((BigDecimal) value));
    } else if (type instanceof EnumType) {
      setText(vector, row, ((Enum<?>) value).name());
    } else if (type instanceof ListType list) {
      setList((ListVector) vector, row, list, (List<?>) value);
    } else {
      setRecord((StructVector) vector, row, (RecordType) type, (Record) value);
    }
  }

  /**
   * Sets the value of a record's component.
   *
   * @throws RuntimeException if the engine cannot store it, or it is null where the record says
   *     never null; a {@link RowCheck} says why
   */
  public static void set(FieldVector vector, int row, RecordType type, Record record, int index) {
    Component component = type.components().get(index);
    Object value = type.access().value(record, index);
    set(
        vector,
        row,
        component.type(),
        component.nullable() ? value : Objects.requireNonNull(value));
  }

  private static void setNull(FieldVector vector, int row) {
    while (vector.getValueCapacity() <= row) {
      vector.reAlloc();
    }
    vector.setNull(row);
  }

  private static void setScalar(FieldVector vector, int row, ScalarType type, Object value) {
    switch (type) {
      case BOOL -> ((BitVector) vector).setSafe(row, (Boolean) value ? 1 : 0);
      case INT -> ((IntVector) vector).setSafe(row, (Integer) value);
      case LONG -> ((BigIntVector) vector).setSafe(row, (Long) value);
      case FLOAT -> ((Float4Vector) vector).setSafe(row, (Float) value);
      case DOUBLE -> ((Float8Vector) vector).setSafe(row, (Double) value);
      case STRING -> setText(vector, row, (String) value);
      case BINARY -> ((VarBinaryVector) vector).setSafe(row, (byte[]) value);
      case DATE -> ((DateDayVector) vector).setSafe(row, day((LocalDate) value));
      case LOCAL_TIMESTAMP ->
          ((TimeStampVector) vector)
              .setSafe(row, micros(((LocalDateTime) value).toInstant(ZoneOffset.UTC)));
      case INSTANT -> ((TimeStampVector) vector).setSafe(row, micros((Instant) value));
    }
  }

  private static int day(LocalDate date) {
    long day = date.toEpochDay();
    return RowCheck.isDayInRange(day) ? (int) day : misfit(date);
  }

  private static long micros(Instant instant) {
    long second = instant.getEpochSecond();
    return RowCheck.isSecondInRange(second)
        ? second * 1_000_000L + instant.getNano() / 1000L
        : misfit(instant);
  }

  private static int misfit(Object value) {
    throw new IllegalArgumentException(value.toString());
  }

  /** What has no form in UTF-8 is encoded as a question mark: only then the text is looked at. */
  private static void setText(FieldVector vector, int row, String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    for (byte unit : encoded) {
      if (unit == '?' && RowCheck.unpairedSurrogate(text) >= 0) {
        misfit(text);
      }
    }
    ((VarCharVector) vector).setSafe(row, encoded);
  }

  private static void setList(ListVector vector, int row, ListType type, List<?> values) {
    int start = vector.startNewValue(row);
    FieldVector data = vector.getDataVector();
    for (int index = 0; index < values.size(); index++) {
      set(data, start + index, type.element(), present(type, values.get(index)));
    }
    vector.endValue(row, values.size());
    data.setValueCount(start + values.size());
  }

  private static @Nullable Object present(ListType type, @Nullable Object element) {
    return type.elementNullable() ? element : Objects.requireNonNull(element);
  }

  private static void setRecord(StructVector vector, int row, RecordType type, Record value) {
    vector.setIndexDefined(row);
    for (int index = 0; index < type.components().size(); index++) {
      set((FieldVector) vector.getChildByOrdinal(index), row, type, value, index);
    }
  }
}
