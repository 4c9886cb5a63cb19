// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.function.FieldFunction;
import dev.stride.api.function.MethodReference;
import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;

/** Finds the record's component that an accessor reference names; once per call site. */
final class FieldNames {
  private record Named(RecordType owner, Component component) {}

  /** A lambda class belongs to one call site, so its answer never changes. */
  private static final ClassValue<java.util.concurrent.atomic.AtomicReference<Named>> CACHE =
      new ClassValue<>() {
        @Override
        protected java.util.concurrent.atomic.AtomicReference<Named> computeValue(Class<?> type) {
          return new java.util.concurrent.atomic.AtomicReference<>();
        }
      };

  private FieldNames() {}

  static <T> FieldReference<T> resolve(Side side, FieldFunction<?, T> field) {
    Named named = named(field);
    return new FieldReference<>(side, named.owner(), named.component());
  }

  private static Named named(FieldFunction<?, ?> field) {
    java.util.concurrent.atomic.AtomicReference<Named> cached = CACHE.get(field.getClass());
    Named named = cached.get();
    if (named == null) {
      named = find(MethodReference.of(field));
      cached.set(named);
    }
    return named;
  }

  private static Named find(MethodReference reference) {
    Class<?> owner = reference.declaringClass();
    if (reference.isLambda() || !owner.isRecord()) {
      throw new IllegalArgumentException(
          "Cannot use "
              + (reference.isLambda() ? "a lambda" : reference)
              + " as field: it names no component (pass the accessor of a record, for example"
              + " Flight::origin)");
    }
    RecordType type = RecordType.of(owner.asSubclass(Record.class));
    Component component =
        type.component(reference.name())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot use "
                            + reference
                            + " as field: it is a method, not a component (use one of "
                            + type.components().stream().map(Component::name).toList()
                            + ")"));
    return new Named(type, component);
  }
}
