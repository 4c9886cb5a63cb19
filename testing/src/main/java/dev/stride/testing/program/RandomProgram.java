// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.expression.AggregateCall;
import dev.stride.api.expression.Call;
import dev.stride.api.expression.ErrorClass;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Expressions;
import dev.stride.api.expression.Ordering;
import dev.stride.api.expression.WindowCall;
import dev.stride.api.relation.Relation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A random query and what an engine must answer.
 *
 * @param seed the number it was made from
 * @param relation the query
 * @param rows the rows it yields; empty if it fails
 * @param order the order in which they come; empty if in any
 * @param rounded the columns whose last bits may differ
 * @param errors the errors of which it must raise one; empty if it yields rows
 */
public record RandomProgram(
    long seed,
    Relation relation,
    List<Record> rows,
    List<Ordering> order,
    Set<String> rounded,
    Set<ErrorClass> errors) {

  /** Whether it must yield rows and not fail. */
  public boolean yields() {
    return errors.isEmpty();
  }

  /** The scalar, aggregate and window functions and the kinds of relations in it, by name. */
  public Set<String> constructs() {
    Set<String> constructs = new HashSet<>();
    collect(relation, constructs);
    return constructs;
  }

  private static void collect(Relation relation, Set<String> constructs) {
    constructs.add(relation.getClass().getSimpleName());
    Relations.expressions(relation)
        .forEach(value -> Expressions.walk(value, part -> collect(part, constructs)));
    relation.inputs().forEach(input -> collect(input, constructs));
  }

  private static void collect(Expression<?> part, Set<String> constructs) {
    if (part instanceof Call<?> call) {
      constructs.add(call.function().name());
    } else if (part instanceof AggregateCall<?> call) {
      constructs.add(call.function().name());
    } else if (part instanceof WindowCall<?> call) {
      constructs.add(
          call.function() instanceof WindowCall.Ranking ranking
              ? ranking.function().name()
              : ((WindowCall.Aggregated) call.function()).call().function().name());
    }
  }
}
