// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.expression.Assignments;
import dev.stride.api.expression.Expression;
import dev.stride.api.type.RecordType;
import java.util.List;
import java.util.Optional;

/**
 * Pairs of rows from two tables.
 *
 * @param kind which pairs and rows are kept
 * @param left the left rows
 * @param right the right rows
 * @param keys values that must be equal, each over its own side
 * @param residual a further condition over both sides
 * @param output the record of a pair; the left record for semi and anti joins
 * @param values one expression over both sides per component of {@code output}; empty for semi and
 *     anti joins
 */
public record Join(
    JoinKind kind,
    Relation left,
    Relation right,
    List<JoinKey> keys,
    Optional<Expression<?>> residual,
    RecordType output,
    List<Expression<?>> values)
    implements Relation {
  public Join {
    Scope scope = Scope.ofJoin("join", left.output(), right.output());
    keys = keys.stream().map(scope::joinKey).toList();
    residual.ifPresent(scope::condition);
    if (kind == JoinKind.CROSS
        ? !keys.isEmpty() || residual.isPresent()
        : keys.isEmpty() && residual.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot join "
              + left.output()
              + " and "
              + right.output()
              + ": "
              + (kind == JoinKind.CROSS ? "a cross join has no condition" : "there is no condition")
              + " (use on(…), or crossJoin for all pairs)");
    }
    values.forEach(scope::rowLevel);
    values = kind.keepsLeftOnly() ? List.of() : Assignments.positional("join", output, values);
  }

  @Override
  public List<Relation> inputs() {
    return List.of(left, right);
  }
}
