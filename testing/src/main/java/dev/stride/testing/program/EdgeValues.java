// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.expression.ErrorClass;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.FieldReference;
import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.expression.Side;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Select;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.RecordType;
import dev.stride.testing.reference.ReferenceInterpreter;
import dev.stride.testing.reference.RowScope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Calls of each scalar function over rows that hold null, extreme and awkward values in every
 * column; the same ones whenever they are asked for.
 */
public final class EdgeValues {
  private static final RecordType CELLS = RecordType.of(Cells.class);
  private static final int ROWS = 60;
  private static final int CALLS_PER_TYPE = 6;
  private static final int FAILING_ROWS = 3;

  private EdgeValues() {}

  /** Calls of {@code function} for each type that it yields. */
  public static List<Expression<?>> calls(ScalarFunction function) {
    Randomness random = new Randomness(function.name().hashCode());
    ExpressionSource source = new ExpressionSource(random, new RandomValues(random), fields());
    Set<DataType> types = new LinkedHashSet<>();
    CELLS.components().forEach(component -> types.add(component.type()));
    List<Expression<?>> calls = new ArrayList<>();
    for (DataType type : types) {
      for (int trial = 0; trial < CALLS_PER_TYPE; trial++) {
        Expression<?> call = source.callOf(function, type);
        if (call != null) {
          calls.add(call);
        }
      }
    }
    return calls;
  }

  /** What an engine answers otherwise than the interpreter; empty if nothing. */
  public static Optional<String> difference(
      ScalarFunction function, Function<Relation, List<Record>> engine) {
    for (Expression<?> call : calls(function)) {
      for (RandomProgram program : programs(call)) {
        Optional<Difference> difference =
            Difference.between(program, Answer.of(engine, program.relation()));
        if (difference.isPresent()) {
          return Optional.of(call + ": " + difference.get().report());
        }
      }
    }
    return Optional.empty();
  }

  /** One program over all rows that have a value, and one for each of a few rows that fail. */
  private static List<RandomProgram> programs(Expression<?> call) {
    List<Record> yielding = new ArrayList<>();
    List<RandomProgram> programs = new ArrayList<>();
    for (Record row : rows()) {
      Set<ErrorClass> errors = Outcomes.errors(call, List.of(RowScope.of(row)));
      if (errors.isEmpty()) {
        yielding.add(row);
      } else if (programs.size() < FAILING_ROWS) {
        programs.add(program(call, List.of(row), errors));
      }
    }
    programs.add(program(call, yielding, Set.of()));
    return programs;
  }

  private static RandomProgram program(
      Expression<?> call, List<Record> rows, Set<ErrorClass> errors) {
    List<Expression<?>> columns = new ArrayList<>(fields());
    int column = column(call.type());
    columns.set(column, call);
    Relation relation = new Select(new Rows(CELLS, rows), CELLS, columns);
    List<Record> expected =
        errors.isEmpty() ? new ReferenceInterpreter().rows(relation) : List.of();
    Set<String> rounded =
        Outcomes.isRounded(call) ? Set.of(CELLS.components().get(column).name()) : Set.of();
    return new RandomProgram(0, relation, expected, List.of(), rounded, errors);
  }

  private static int column(DataType type) {
    for (int index = 0; index < CELLS.components().size(); index++) {
      Component component = CELLS.components().get(index);
      if (component.type().equals(type) && component.nullable()) {
        return index;
      }
    }
    throw new IllegalArgumentException("no column for " + type);
  }

  private static List<Expression<?>> fields() {
    return CELLS.components().stream()
        .<Expression<?>>map(component -> new FieldReference<>(Side.INPUT, CELLS, component))
        .toList();
  }

  private static List<? extends Record> rows() {
    return ProgramSource.cells(ROWS, ROWS).rows();
  }
}
