// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.type;

import java.util.List;
import java.util.Optional;

/**
 * A Java record as a row or a nested value: its components in the order of their declaration.
 * Thread-safe; one instance per class, made once.
 */
public final class RecordType implements DataType {
  private static final ClassValue<RecordInspection> INSPECTIONS =
      new ClassValue<>() {
        @Override
        protected RecordInspection computeValue(Class<?> type) {
          return RecordInspection.of(type);
        }
      };

  private final Class<? extends Record> type;
  private final List<Component> components;
  private final RecordAccess access;

  RecordType(Class<? extends Record> type, List<Component> components) {
    this.type = type;
    this.components = List.copyOf(components);
    this.access = RecordAccess.of(type);
  }

  /**
   * The type of {@code record}.
   *
   * @throws IllegalArgumentException if Stride cannot store it; the message holds every reason
   */
  public static RecordType of(Class<? extends Record> record) {
    return INSPECTIONS.get(record).orThrow();
  }

  /** Why Stride cannot store {@code type}, one sentence each; empty if it can. */
  public static List<String> problemsOf(Class<?> type) {
    return INSPECTIONS.get(type).problems();
  }

  /** The record's class. */
  public Class<? extends Record> type() {
    return type;
  }

  /** The components, in the order of the canonical constructor. */
  public List<Component> components() {
    return components;
  }

  /** The component of that Java name, if there is one. */
  public Optional<Component> component(String name) {
    return components.stream().filter(component -> component.name().equals(name)).findFirst();
  }

  /** The position of the component of that Java name, or -1. */
  public int indexOf(String name) {
    for (int index = 0; index < components.size(); index++) {
      if (components.get(index).name().equals(name)) {
        return index;
      }
    }
    return -1;
  }

  /** Reads and makes instances of the record. */
  public RecordAccess access() {
    return access;
  }

  /** The record's simple name, as messages and plans show it. */
  public String name() {
    return type.getSimpleName();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordType that && type == that.type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
