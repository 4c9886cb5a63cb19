// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.FieldReference;
import dev.stride.api.expression.Ordering;
import dev.stride.api.expression.Side;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import dev.stride.testing.reference.ReferenceInterpreter;
import dev.stride.testing.reference.RowScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A program so far, and the rows that it yields.
 *
 * @param program the relation
 * @param rows its rows, known because each operation is interpreted when it is added
 * @param rounded the names of columns whose last bits no engine promises; nothing is computed of
 *     them
 * @param order the order of the rows; empty if they have none
 */
record Stage(Relation program, List<Record> rows, Set<String> rounded, List<Ordering> order) {
  private static final ReferenceInterpreter INTERPRETER = new ReferenceInterpreter();

  static Stage of(Relation program) {
    return new Stage(program, INTERPRETER.rows(program), Set.of(), List.of());
  }

  RecordType type() {
    return program.output();
  }

  /** The rows as a leaf: what the interpreter needs to go on. */
  Rows known() {
    return new Rows(type(), rows);
  }

  /** The same operation added to the program and, for its rows, to the known rows. */
  Stage then(UnaryOperator<Relation> operation, Set<String> rounded) {
    return new Stage(
        operation.apply(program), INTERPRETER.rows(operation.apply(known())), rounded, List.of());
  }

  Stage ordered(List<Ordering> order) {
    return new Stage(program, rows, rounded, order);
  }

  /** The fields that may be computed with. */
  List<Expression<?>> fields(Side side) {
    List<Expression<?>> fields = new ArrayList<>();
    for (Component component : type().components()) {
      if (!rounded.contains(component.name())) {
        fields.add(new FieldReference<>(side, type(), component));
      }
    }
    return fields;
  }

  List<RowScope> scopes() {
    return RowScope.ofTable(rows);
  }
}
