// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.expression.AggregateCall;
import dev.stride.api.expression.Call;
import dev.stride.api.expression.ElementReference;
import dev.stride.api.expression.ErrorClass;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Expressions;
import dev.stride.api.expression.FieldReference;
import dev.stride.api.expression.Literal;
import dev.stride.api.expression.NestedField;
import dev.stride.api.expression.Nullability;
import dev.stride.api.expression.Ordering;
import dev.stride.api.expression.Side;
import dev.stride.api.expression.WindowCall;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lowers expressions over the rows of one {@code FROM} clause. The guards that give DuckDB the
 * meaning of the algebra are added here and in {@link FunctionSql}, and left out where an operand
 * cannot need them.
 */
final class ExpressionSql {
  static final String INPUT = "i";
  static final String ELEMENT = "\"$element\"";

  private final Lowering lowering;
  private final Nullability nullability;
  private final Map<Side, Block> inputs;
  private final List<Expression<?>> groupKeys;
  private final FunctionSql functions = new FunctionSql(this);
  private final AggregateSql aggregates;

  private ExpressionSql(
      Lowering lowering,
      Nullability nullability,
      Map<Side, Block> inputs,
      List<Expression<?>> groupKeys) {
    this.groupKeys = groupKeys;
    this.aggregates =
        new AggregateSql(
            groupKeys.isEmpty()
                ? this
                : new ExpressionSql(lowering, nullability, inputs, List.of()));
    this.lowering = lowering;
    this.nullability = nullability;
    this.inputs = inputs;
  }

  /** Over rows that are all there. */
  static ExpressionSql over(Lowering lowering, Block input) {
    return overGroups(lowering, input, List.of());
  }

  /** Over the pairs of a join in which a side may be missing. */
  static ExpressionSql overPairs(Lowering lowering, Set<Side> missing, Block left, Block right) {
    return new ExpressionSql(
        lowering,
        new Nullability(missing, false),
        Map.of(Side.LEFT, left, Side.RIGHT, right),
        List.of());
  }

  /** Over all rows as one group, which may be empty. */
  static ExpressionSql overOneGroup(Lowering lowering, Block input) {
    return new ExpressionSql(
        lowering, Nullability.OF_ONE_GROUP, Map.of(Side.INPUT, input), List.of());
  }

  /** Over groups of rows that agree in the keys. */
  static ExpressionSql overGroups(Lowering lowering, Block input, List<Expression<?>> keys) {
    return new ExpressionSql(lowering, Nullability.OF_ROWS, Map.of(Side.INPUT, input), keys);
  }

  Lowering.Digits digits() {
    return lowering.digits();
  }

  String bind(Object value) {
    return lowering.parameters().add(value);
  }

  /** Whether the value may be null here; may say yes where it never is. */
  boolean mayBeNull(Expression<?> expression) {
    return nullability.mayBeNull(expression);
  }

  /** The value for a component of the output: an error where it is null and must not be. */
  String assigned(Component component, RecordType output, Expression<?> value) {
    return neverNull(component, output, value, typed(value));
  }

  /** The same for a key of a group. */
  String assignedKey(Component component, RecordType output, Expression<?> value) {
    return neverNull(component, output, value, key(value));
  }

  /**
   * What may be null may be folded to a null constant, which has a type of its own. The engine
   * drops a cast that changes nothing.
   */
  private String typed(Expression<?> value) {
    boolean plain = value instanceof FieldReference<?> || value instanceof Literal<?>;
    return !plain && (isComputed(value) || value.nullable())
        ? "CAST(" + of(value) + " AS " + SqlTypes.of(value.type()) + ")"
        : of(value);
  }

  /** The value for an element of a list: an error where it is null and must not be. */
  String element(ListType list, Expression<?> value) {
    return list.elementNullable() || !mayBeNull(value)
        ? of(value)
        : neverNull("an element of " + list, of(value));
  }

  private String neverNull(
      Component component, RecordType output, Expression<?> value, String sql) {
    return component.nullable() || !mayBeNull(value)
        ? sql
        : neverNull(output.name() + "." + component.name(), sql);
  }

  private static String neverNull(String what, String sql) {
    String message = ErrorClass.NULL_VALUE + ": " + ErrorClass.isNull(what);
    return "coalesce(" + sql + ", error(" + SqlTypes.text(message) + "))";
  }

  String of(Expression<?> expression) {
    return groupKeys.contains(expression) ? key(expression) : value(expression);
  }

  private String value(Expression<?> expression) {
    if (expression instanceof FieldReference<?> field) {
      return column(field).sql();
    }
    if (expression instanceof ElementReference) {
      return INPUT + "." + ELEMENT;
    }
    if (expression instanceof NestedField<?> nested) {
      return nested(nested);
    }
    if (expression instanceof Literal<?> literal) {
      return literal(literal);
    }
    if (expression instanceof Call<?> call) {
      return functions.of(call);
    }
    if (expression instanceof AggregateCall<?> aggregate) {
      return aggregates.of(aggregate, "");
    }
    return aggregates.windowed((WindowCall<?>) expression);
  }

  /** DuckDB gives the field of a null constant a type of its own. */
  private String nested(NestedField<?> nested) {
    String sql = "(" + of(nested.record()) + ")." + SqlTypes.quote(nested.component().column());
    boolean stored =
        nested.record() instanceof FieldReference<?> field && !column(field).isComputed();
    return stored ? sql : "CAST(" + sql + " AS " + SqlTypes.of(nested.type()) + ")";
  }

  String list(List<? extends Expression<?>> expressions) {
    return expressions.stream().map(this::of).collect(Collectors.joining(", "));
  }

  /** A value by which rows are grouped or joined: -0.0 and 0.0 are one. */
  String key(Expression<?> expression) {
    String sql = value(expression);
    // DuckDB refuses a bare parameter as a key.
    boolean parameter = sql.startsWith("$");
    String typed = "CAST(" + sql + " AS " + SqlTypes.of(expression.type()) + ")";
    return normalized(parameter ? typed : sql, expression.type());
  }

  static String normalized(String sql, DataType type) {
    return type.isFloating() ? "(" + sql + " + CAST(0 AS " + SqlTypes.of(type) + "))" : sql;
  }

  String orderings(List<Ordering> orderings) {
    return orderings.stream()
        .map(
            ordering ->
                sortKey(ordering.key())
                    + (ordering.direction() == Ordering.Direction.ASCENDING ? " ASC" : " DESC")
                    + (ordering.nulls() == Ordering.Nulls.FIRST ? " NULLS FIRST" : " NULLS LAST"))
        .collect(Collectors.joining(", "));
  }

  /** Where the field's values come from. */
  Block.Column column(FieldReference<?> field) {
    Block input = inputs.get(field.side());
    if (input == null) {
      throw new IllegalStateException("No input " + field.side() + " for " + field);
    }
    return input.column(field.component().name());
  }

  /** Whether a computed column is part of the expression. */
  boolean isComputed(Expression<?> expression) {
    return expression instanceof FieldReference<?> field
        ? column(field).isComputed()
        : Expressions.children(expression).stream().anyMatch(this::isComputed);
  }

  /** The columns that these values fill. */
  Map<String, Block.Column> columns(RecordType output, List<Expression<?>> values) {
    NarrowSql narrow = new NarrowSql(this);
    Map<String, Block.Column> columns = new LinkedHashMap<>();
    for (int index = 0; index < values.size(); index++) {
      Component component = output.components().get(index);
      Expression<?> value = values.get(index);
      String sql = assigned(component, output, value);
      boolean renamed = value instanceof FieldReference<?> field && column(field).sql().equals(sql);
      columns.put(
          component.name(),
          new Block.Column(sql, !renamed || isComputed(value), narrow.unguarded(value)));
    }
    return columns;
  }

  /** DuckDB hands sort keys on as it compares them: -0.0 would come out as 0.0. */
  private String sortKey(Expression<?> key) {
    String sql = of(key);
    return sql.startsWith("$") || key.type().isFloating() ? key(key) : sql;
  }

  private String literal(Literal<?> literal) {
    Object value = literal.value();
    String type = SqlTypes.of(literal.type());
    if (value == null) {
      return "CAST(NULL AS " + type + ")";
    }
    if (value instanceof Enum<?> constant) {
      return bind(constant.name());
    }
    if (value instanceof LocalDate date) {
      // The driver shifts dates of before the Gregorian calendar.
      return "CAST(" + bind(date.toString()) + " AS DATE)";
    }
    return literal.type() instanceof DecimalType
        ? "CAST(" + bind(value) + " AS " + type + ")"
        : bind(value);
  }
}
