// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Side;
import dev.stride.api.type.RecordType;
import java.util.List;

/**
 * The rows for which a condition is true; not those for which it is null.
 *
 * @param input the rows
 * @param condition a {@code BOOL} over the input's fields
 */
public record Filter(Relation input, Expression<?> condition) implements Relation {
  public Filter {
    Scope.of("filter", Side.INPUT, input.output()).condition(condition);
  }

  @Override
  public RecordType output() {
    return input.output();
  }

  @Override
  public List<Relation> inputs() {
    return List.of(input);
  }
}
