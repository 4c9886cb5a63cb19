// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.expression.Assignments;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Side;
import dev.stride.api.type.RecordType;
import java.util.ArrayList;
import java.util.List;

/**
 * One row per group of rows that agree in the keys; without keys one row for all, even for none.
 *
 * @param input the rows
 * @param keys what the rows of a group share; null is a key like any other
 * @param output the record of a group: the keys first, then the values
 * @param values aggregates, or expressions over aggregates and keys
 */
public record Aggregate(
    Relation input, List<Expression<?>> keys, RecordType output, List<Expression<?>> values)
    implements Relation {
  public Aggregate {
    Scope scope = Scope.of("aggregate", Side.INPUT, input.output());
    keys.forEach(scope::key);
    for (Expression<?> value : values) {
      scope.aggregated(value, keys);
    }
    List<Expression<?>> all = new ArrayList<>(keys);
    all.addAll(values);
    List<Expression<?>> widened = Assignments.positional("aggregate", output, all);
    keys = List.copyOf(widened.subList(0, keys.size()));
    values = List.copyOf(widened.subList(keys.size(), widened.size()));
  }

  @Override
  public List<Relation> inputs() {
    return List.of(input);
  }
}
