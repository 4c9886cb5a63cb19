// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.type;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a record's components and calls its canonical constructor. Thread-safe. */
public final class RecordAccess {
  private final MethodHandle[] accessors;
  private final MethodHandle canonical;
  private final MethodHandle constructor;

  private RecordAccess(MethodHandle[] accessors, MethodHandle canonical) {
    int components = accessors.length;
    this.accessors = accessors;
    this.canonical = canonical;
    this.constructor =
        canonical
            .asType(MethodType.genericMethodType(components))
            .asSpreader(Object[].class, components);
  }

  static RecordAccess of(Class<? extends Record> type) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodHandle[] accessors = new MethodHandle[components.length];
      for (int index = 0; index < components.length; index++) {
        Method accessor = components[index].getAccessor();
        accessor.setAccessible(true);
        accessors[index] =
            lookup.unreflect(accessor).asType(MethodType.methodType(Object.class, Object.class));
      }
      Class<?>[] parameters =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<?> canonical = type.getDeclaredConstructor(parameters);
      canonical.setAccessible(true);
      return new RecordAccess(accessors, lookup.unreflectConstructor(canonical));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("Cannot access record: " + type.getName(), e);
    }
  }

  /** The canonical constructor with its declared parameters; for backends that read by type. */
  public MethodHandle constructor() {
    return canonical;
  }

  /** The value of the component at {@code index}; null where it is null. */
  public @Nullable Object value(Record row, int index) {
    try {
      return (Object) accessors[index].invokeExact((Object) row);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /**
   * A new instance.
   *
   * @param values one per component; a primitive component's value must not be null
   * @throws RuntimeException whatever the record's own constructor throws
   */
  public Record create(@Nullable Object[] values) {
    try {
      return (Record) (Object) constructor.invokeExact(values);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  private static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof RuntimeException runtime) {
      return runtime;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(thrown);
  }
}
