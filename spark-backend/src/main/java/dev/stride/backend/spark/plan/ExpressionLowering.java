// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;

import dev.stride.api.expression.AggregateCall;
import dev.stride.api.expression.Call;
import dev.stride.api.expression.ElementReference;
import dev.stride.api.expression.ErrorClass;
import dev.stride.api.expression.Expression;
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
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Column;

/** Lowers expressions over the columns of one dataset, or over the two sides of a join. */
final class ExpressionLowering {
  private final Nullability nullability;
  private final FieldColumns fields;
  private final List<WindowCall<?>> windows;
  private final FunctionLowering functions = new FunctionLowering(this);
  private final AggregateLowering aggregates = new AggregateLowering(this);

  /** Which column a field is. */
  interface FieldColumns {
    Column of(Side side, Component component);
  }

  private ExpressionLowering(
      Nullability nullability, FieldColumns fields, List<WindowCall<?>> windows) {
    this.nullability = nullability;
    this.fields = fields;
    this.windows = windows;
  }

  ExpressionLowering(Nullability nullability) {
    this(nullability, Columns::of, List.of());
  }

  /** Over rows that hold these windows as columns already. */
  ExpressionLowering behind(List<WindowCall<?>> computed) {
    return new ExpressionLowering(nullability, fields, computed);
  }

  /** Over other columns. */
  ExpressionLowering over(FieldColumns columns) {
    return new ExpressionLowering(nullability, columns, windows);
  }

  /** The value for a component of the output: an error where it is null and must not be. */
  Column assigned(Component component, RecordType output, Expression<?> value) {
    return checked(component, output, value).as(component.column());
  }

  /** The same without its name. */
  Column checked(Component component, RecordType output, Expression<?> value) {
    Column column = of(value);
    return needsGuard(component, value) ? guarded(column, component, output) : column;
  }

  boolean needsGuard(Component component, Expression<?> value) {
    return !component.nullable() && nullability.mayBeNull(value);
  }

  static Column guarded(Column column, Component component, RecordType output) {
    return neverNull(column, output.name() + "." + component.name());
  }

  private static Column neverNull(Column column, String what) {
    return coalesce(column, error(ErrorClass.NULL_VALUE, lit(ErrorClass.isNull(what))));
  }

  /** Fails when it is evaluated. */
  static Column error(ErrorClass kind, Column text) {
    return raise_error(org.apache.spark.sql.functions.concat(lit(kind + ": "), text));
  }

  /** The value for an element of a list: an error where it is null and must not be. */
  Column element(ListType list, Expression<?> value) {
    return list.elementNullable() || !nullability.mayBeNull(value)
        ? of(value)
        : neverNull(of(value), "an element of " + list);
  }

  boolean mayBeNull(Expression<?> expression) {
    return nullability.mayBeNull(expression);
  }

  Column of(Expression<?> expression) {
    if (expression instanceof FieldReference<?> field) {
      return fields.of(field.side(), field.component());
    }
    if (expression instanceof ElementReference) {
      return Columns.named(Columns.ELEMENT);
    }
    if (expression instanceof NestedField<?> nested) {
      return of(nested.record()).getField(nested.component().column());
    }
    if (expression instanceof Literal<?> literal) {
      return literal(literal);
    }
    if (expression instanceof Call<?> call) {
      return functions.of(call);
    }
    if (expression instanceof AggregateCall<?> aggregate) {
      return aggregates.of(aggregate);
    }
    return window((WindowCall<?>) expression);
  }

  private Column window(WindowCall<?> call) {
    int computed = windows.indexOf(call);
    return computed < 0 ? aggregates.windowed(call) : Columns.window(computed);
  }

  Column[] of(List<? extends Expression<?>> expressions) {
    return expressions.stream().map(this::of).toArray(Column[]::new);
  }

  Column ordering(Ordering ordering) {
    Column key = of(ordering.key());
    boolean nullsFirst = ordering.nulls() == Ordering.Nulls.FIRST;
    if (ordering.direction() == Ordering.Direction.ASCENDING) {
      return nullsFirst ? key.asc_nulls_first() : key.asc_nulls_last();
    }
    return nullsFirst ? key.desc_nulls_first() : key.desc_nulls_last();
  }

  private static Column literal(Literal<?> literal) {
    Object value = literal.value();
    DataType type = literal.type();
    if (value == null) {
      return lit(null).cast(SparkTypes.of(type));
    }
    if (value instanceof Enum<?> constant) {
      return lit(constant.name());
    }
    // Spark types a decimal by its digits, as the algebra does, but 0.01 as DECIMAL(2,2).
    return type instanceof DecimalType decimal && value instanceof BigDecimal number
        ? lit(number).cast(SparkTypes.of(decimal))
        : lit(value);
  }
}
