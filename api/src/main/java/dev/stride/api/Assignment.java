// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.FieldReference;
import dev.stride.api.expression.Functions;
import dev.stride.api.expression.Side;
import dev.stride.api.function.FieldFunction;
import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A component of an output record and the expression that fills it; made by {@link #set}. */
public final class Assignment {
  private final FieldReference<?> target;
  private final Expression<?> value;

  private Assignment(FieldReference<?> target, Expression<?> value) {
    this.target = target;
    this.value = value;
  }

  /** Fills a component: {@code set(Line::revenue, field(Item::price).times(…))}. */
  public static <S extends Record, T> Assignment set(
      FieldFunction<S, T> component, Expression<?> value) {
    return new Assignment((FieldReference<?>) Functions.field(component), value);
  }

  static List<Expression<?>> fit(RecordType output, RecordType input, Assignment... assignments) {
    Map<String, Expression<?>> given = given(output, assignments);
    List<Expression<?>> values = new ArrayList<>();
    for (Component component : output.components()) {
      Expression<?> value = given.get(component.name());
      values.add(value == null ? sameName(component, output, input) : value);
    }
    return values;
  }

  private static Map<String, Expression<?>> given(RecordType output, Assignment... assignments) {
    Map<String, Expression<?>> given = new HashMap<>();
    for (Assignment assignment : assignments) {
      if (!assignment.target.owner().equals(output)) {
        throw new IllegalArgumentException(
            "Cannot set "
                + assignment.target
                + ": the rows become "
                + output
                + " (set one of its components)");
      }
      if (given.put(assignment.target.component().name(), assignment.value) != null) {
        throw new IllegalArgumentException(
            "Cannot set " + assignment.target + ": it is set twice (set it once)");
      }
    }
    return given;
  }

  private static Expression<?> sameName(Component component, RecordType output, RecordType input) {
    Component found =
        input
            .component(component.name())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot fill "
                            + output
                            + "."
                            + component.name()
                            + ": "
                            + input
                            + " has no component of that name (add set("
                            + output
                            + "::"
                            + component.name()
                            + ", …))"));
    return new FieldReference<>(Side.INPUT, input, found);
  }
}
