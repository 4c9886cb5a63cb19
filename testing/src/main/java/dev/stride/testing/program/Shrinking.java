// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.expression.Call;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Literal;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Select;
import dev.stride.api.relation.Sort;
import dev.stride.testing.reference.ReferenceError;
import dev.stride.testing.reference.ReferenceInterpreter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes a program with a difference smaller: fewer rows, columns that are null, and arguments in
 * place of calls, as long as the engine's answer still differs from the interpreter's.
 */
final class Shrinking {
  private static final int BUDGET = 400;

  private final Function<Relation, List<Record>> engine;
  private int trials;
  private Difference smallest;

  private Shrinking(Function<Relation, List<Record>> engine, Difference difference) {
    this.engine = engine;
    this.smallest = difference;
  }

  static Difference shrunk(Function<Relation, List<Record>> engine, Difference difference) {
    Shrinking shrinking = new Shrinking(engine, difference);
    while (shrinking.step()) {
      // Each step has made the program smaller.
    }
    return shrinking.smallest;
  }

  private boolean step() {
    for (Relation candidate : smaller(smallest.program().relation())) {
      if (trials++ > BUDGET) {
        return false;
      }
      Optional<Difference> difference = difference(candidate);
      if (difference.isPresent()) {
        smallest = difference.get();
        return true;
      }
    }
    return false;
  }

  /** A candidate must still yield rows, or fail as its origin had to. */
  private Optional<Difference> difference(Relation candidate) {
    RandomProgram original = smallest.program();
    List<Record> rows = List.of();
    try {
      rows = new ReferenceInterpreter().rows(candidate);
      if (!original.yields()) {
        return Optional.empty();
      }
    } catch (ReferenceError e) {
      if (!original.errors().contains(e.errorClass())) {
        return Optional.empty();
      }
    }
    RandomProgram program =
        new RandomProgram(
            original.seed(),
            candidate,
            rows,
            candidate instanceof Sort ? original.order() : List.of(),
            original.rounded(),
            original.errors());
    return Difference.between(program, Answer.of(engine, candidate));
  }

  private static List<Relation> smaller(Relation relation) {
    List<Relation> smaller = new ArrayList<>();
    for (Relation input : relation.inputs()) {
      if (input.output().equals(relation.output())) {
        smaller.add(input);
      }
    }
    if (relation instanceof Rows rows) {
      fewer(rows, smaller);
    }
    if (relation instanceof Select select) {
      simpler(select, smaller);
    }
    for (int index = 0; index < relation.inputs().size(); index++) {
      for (Relation input : smaller(relation.inputs().get(index))) {
        List<Relation> inputs = new ArrayList<>(relation.inputs());
        inputs.set(index, input);
        smaller.add(Relations.withInputs(relation, inputs));
      }
    }
    return smaller;
  }

  private static void fewer(Rows rows, List<Relation> smaller) {
    List<Record> all = new ArrayList<>(rows.rows());
    int half = all.size() / 2;
    if (half > 0) {
      smaller.add(new Rows(rows.output(), all.subList(0, half)));
      smaller.add(new Rows(rows.output(), all.subList(half, all.size())));
    }
    for (int index = 0; all.size() > 1 && index < all.size(); index++) {
      List<Record> without = new ArrayList<>(all);
      without.remove(index);
      smaller.add(new Rows(rows.output(), without));
    }
  }

  private static void simpler(Select select, List<Relation> smaller) {
    for (int index = 0; index < select.values().size(); index++) {
      Expression<?> value = select.values().get(index);
      if (select.output().components().get(index).nullable() && !isNothing(value)) {
        smaller.add(with(select, index, new Literal<@Nullable Object>(null, value.type())));
      }
    }
    for (int index = 0; index < select.values().size(); index++) {
      if (select.values().get(index) instanceof Call<?> call) {
        for (Expression<?> argument : call.arguments()) {
          if (argument.type().equals(call.type())) {
            smaller.add(with(select, index, argument));
          }
        }
      }
    }
  }

  private static boolean isNothing(Expression<?> value) {
    return value instanceof Literal<?> literal && literal.value() == null;
  }

  private static Select with(Select select, int index, Expression<?> value) {
    List<Expression<?>> values = new ArrayList<>(select.values());
    values.set(index, value);
    return new Select(select.input(), select.output(), values);
  }
}
