// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import java.util.Set;

/**
 * Which values may be null where an expression stands, beyond what its own types say. For backends,
 * which guard what a record says is never null. Immutable.
 *
 * @param missing the sides of a join that may lack their row
 * @param emptyGroup whether aggregates may be over no rows at all
 */
public record Nullability(Set<Side> missing, boolean emptyGroup) {
  /** Over rows that are all there. */
  public static final Nullability OF_ROWS = new Nullability(Set.of(), false);

  /** Over all rows as one group, which may be empty. */
  public static final Nullability OF_ONE_GROUP = new Nullability(Set.of(), true);

  public Nullability {
    missing = Set.copyOf(missing);
  }

  /** Whether the value may be null here; may say yes where it never is. */
  public boolean mayBeNull(Expression<?> expression) {
    return expression.nullable()
        || (emptyGroup && hasEmptyAggregate(expression))
        || (!missing.isEmpty() && touchesMissingSide(expression));
  }

  private boolean touchesMissingSide(Expression<?> expression) {
    return (expression instanceof FieldReference<?> field && missing.contains(field.side()))
        || Expressions.children(expression).stream().anyMatch(this::touchesMissingSide);
  }

  private static boolean hasEmptyAggregate(Expression<?> expression) {
    return expression instanceof AggregateCall<?> call
        ? call.function().isNullOverNothing()
        : Expressions.children(expression).stream().anyMatch(Nullability::hasEmptyAggregate);
  }
}
