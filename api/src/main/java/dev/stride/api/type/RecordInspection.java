// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.type;

import dev.stride.api.Column;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a look at a class found: its record type, or every reason why there is none. */
record RecordInspection(@Nullable RecordType type, List<String> problems) {

  static RecordInspection of(Class<?> type) {
    return inspect(type, new LinkedHashSet<>());
  }

  RecordType orThrow() {
    if (type == null) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return type;
  }

  static RecordInspection inspect(Class<?> type, Set<Class<?>> enclosing) {
    if (!type.isRecord()) {
      return failed(type, "it is not a record (declare it as a record)");
    }
    if (!enclosing.add(type)) {
      return failed(type, "it contains itself (store a key instead of the nested record)");
    }
    List<String> problems = new ArrayList<>();
    checkDeclaration(type, problems);
    List<Component> components = new ArrayList<>();
    Map<String, String> columns = new HashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      inspect(component, enclosing, components, columns, problems);
    }
    enclosing.remove(type);
    return problems.isEmpty()
        ? new RecordInspection(new RecordType(type.asSubclass(Record.class), components), List.of())
        : new RecordInspection(null, List.copyOf(problems));
  }

  private static void checkDeclaration(Class<?> type, List<String> problems) {
    for (Class<?> outer = type; outer != null; outer = outer.getDeclaringClass()) {
      if (!Modifier.isPublic(outer.getModifiers())) {
        problems.add(problem(type, outer.getSimpleName() + " is not public (declare it public)"));
      }
    }
    if (type.getTypeParameters().length > 0) {
      problems.add(problem(type, "it has type parameters (use a concrete record)"));
    }
    if (type.getRecordComponents().length == 0) {
      problems.add(problem(type, "it has no components (add at least one)"));
    }
  }

  private static void inspect(
      RecordComponent component,
      Set<Class<?>> enclosing,
      List<Component> components,
      Map<String, String> columns,
      List<String> problems) {
    Class<?> owner = component.getDeclaringRecord();
    Column renamed = component.getAnnotation(Column.class);
    String column = renamed == null ? component.getName() : renamed.value();
    if (column.isBlank()) {
      problems.add(problem(owner, component.getName() + " has an empty column name (name it)"));
    }
    String twin = columns.put(column.toLowerCase(Locale.ROOT), component.getName());
    if (twin != null) {
      problems.add(
          problem(
              owner,
              twin
                  + " and "
                  + component.getName()
                  + " share the column '"
                  + column
                  + "' (rename one)"));
    }
    try {
      components.add(ComponentTypes.componentOf(component, column, enclosing));
    } catch (IllegalArgumentException e) {
      problems.add(problem(owner, component.getName() + " " + e.getMessage()));
    }
  }

  private static RecordInspection failed(Class<?> type, String reason) {
    return new RecordInspection(null, List.of(problem(type, reason)));
  }

  private static String problem(Class<?> type, String reason) {
    return "Cannot store record " + type.getSimpleName() + ": " + reason;
  }
}
