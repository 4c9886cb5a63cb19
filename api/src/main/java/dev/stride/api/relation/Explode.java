// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.expression.Assignments;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Side;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import java.util.List;

/**
 * One row per element of a list; none for an empty list or null.
 *
 * @param input the rows
 * @param list the list, over the input's fields
 * @param output the record of a row
 * @param values one expression over the input's fields and the element per component
 */
public record Explode(
    Relation input, Expression<?> list, RecordType output, List<Expression<?>> values)
    implements Relation {
  public Explode {
    Scope scope = Scope.of("explode", Side.INPUT, input.output());
    scope.rowLevel(list);
    if (!(list.type() instanceof ListType type)) {
      throw new IllegalArgumentException(
          "Cannot explode " + list + ": it is " + list.type() + " (must be a list)");
    }
    Scope withElement = scope.withElement(type.element());
    values.forEach(withElement::rowLevel);
    values = Assignments.positional("explode", output, values);
  }

  @Override
  public List<Relation> inputs() {
    return List.of(input);
  }
}
