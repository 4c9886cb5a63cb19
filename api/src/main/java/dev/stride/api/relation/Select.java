// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.expression.Assignments;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Side;
import dev.stride.api.type.RecordType;
import java.util.List;

/**
 * Each row turned into another record, by expressions; the only place for window functions.
 *
 * @param input the rows
 * @param output the record that they become
 * @param values one expression per component of {@code output}
 */
public record Select(Relation input, RecordType output, List<Expression<?>> values)
    implements Relation {
  public Select {
    Scope scope = Scope.of("select", Side.INPUT, input.output());
    values.forEach(scope::windowed);
    values = Assignments.positional("select", output, values);
  }

  @Override
  public List<Relation> inputs() {
    return List.of(input);
  }
}
