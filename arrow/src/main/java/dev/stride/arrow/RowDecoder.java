// SPDX-License-Identifier: Apache-2.0
package dev.stride.arrow;

import dev.stride.api.type.RecordAccess;
import dev.stride.api.type.RecordType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of columns by one handle for the whole row: the JVM compiles it to a call of the
 * constructor without boxes and arrays. One per record; thread-safe.
 */
final class RowDecoder {
  /** A handle has two arguments a component until it is whole, and the JVM allows 255. */
  private static final int MOST_COMPONENTS = 100;

  private static final MethodType WHOLE =
      MethodType.methodType(Record.class, ColumnReader[].class, int.class);

  private static final Map<Class<?>, MethodHandle> READERS =
      Map.of(
          boolean.class, reader(PrimitiveReaders.Booleans.class, "booleanAt", boolean.class),
          int.class, reader(PrimitiveReaders.Ints.class, "intAt", int.class),
          long.class, reader(PrimitiveReaders.Longs.class, "longAt", long.class),
          float.class, reader(PrimitiveReaders.Floats.class, "floatAt", float.class),
          double.class, reader(PrimitiveReaders.Doubles.class, "doubleAt", double.class));

  private static final MethodHandle VALUES = reader(ColumnReader.class, "value", Object.class);

  private static final ClassValue<RowDecoder> KNOWN =
      new ClassValue<>() {
        @Override
        protected RowDecoder computeValue(Class<?> type) {
          return new RowDecoder(RecordType.of(type.asSubclass(Record.class)));
        }
      };

  private final MethodHandle decoder;

  private RowDecoder(RecordType type) {
    this.decoder =
        type.components().size() <= MOST_COMPONENTS
            ? row(type.access().constructor())
            : boxed(type.access());
  }

  static RowDecoder of(RecordType type) {
    return KNOWN.get(type.type());
  }

  /** The record of a row; whatever its constructor throws is thrown. */
  Record decode(ColumnReader[] columns, int row) throws Throwable {
    return (Record) decoder.invokeExact(columns, row);
  }

  private static MethodHandle reader(
      Class<? extends ColumnReader> column, String name, Class<?> value) {
    try {
      return MethodHandles.lookup()
          .findVirtual(column, name, MethodType.methodType(value, int.class));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }

  private static MethodHandle boxed(RecordAccess access) {
    try {
      MethodType type = WHOLE.insertParameterTypes(0, RecordAccess.class);
      return MethodHandles.lookup().findStatic(RowDecoder.class, "create", type).bindTo(access);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("create", e);
    }
  }

  static Record create(RecordAccess access, ColumnReader[] columns, int row) {
    @Nullable Object[] values = new @Nullable Object[columns.length];
    for (int column = 0; column < columns.length; column++) {
      values[column] = columns[column].value(row);
    }
    return access.create(values);
  }

  private static MethodHandle row(MethodHandle constructor) {
    int count = constructor.type().parameterCount();
    MethodHandle row = constructor;
    for (int index = count - 1; index >= 0; index--) {
      Class<?> wanted = constructor.type().parameterType(index);
      row = MethodHandles.collectArguments(row, index, component(index, wanted));
    }
    int[] order = new int[2 * count];
    for (int index = 0; index < count; index++) {
      order[2 * index + 1] = 1;
    }
    return MethodHandles.permuteArguments(
        row.asType(row.type().changeReturnType(Record.class)), WHOLE, order);
  }

  /** Reads one component, of the columns and the row. */
  private static MethodHandle component(int index, Class<?> wanted) {
    MethodHandle reader = READERS.getOrDefault(wanted, VALUES);
    MethodHandle column =
        MethodHandles.insertArguments(
            MethodHandles.arrayElementGetter(ColumnReader[].class), 1, index);
    return MethodHandles.collectArguments(
        reader.asType(MethodType.methodType(wanted, ColumnReader.class, int.class)), 0, column);
  }
}
