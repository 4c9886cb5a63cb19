// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.expression.Ordering;
import dev.stride.api.expression.Side;
import dev.stride.api.type.RecordType;
import java.util.List;

/**
 * The rows in an order; rows that are equal in all keys stand in any. Only a limit, a result and a
 * reading step see the order; other operations forget it.
 *
 * @param input the rows
 * @param orderings the keys, the first deciding first
 */
public record Sort(Relation input, List<Ordering> orderings) implements Relation {
  public Sort {
    orderings = List.copyOf(orderings);
    Scope scope = Scope.of("orderBy", Side.INPUT, input.output());
    orderings.forEach(ordering -> scope.rowLevel(ordering.key()));
    if (orderings.isEmpty()) {
      throw new IllegalArgumentException("Invalid orderBy: no keys (must be at least one)");
    }
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
