// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Level;
import dev.stride.api.expression.Literal;
import dev.stride.api.expression.NestedField;
import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Random expressions of wanted types over given fields. */
final class ExpressionSource {
  private static final ScalarFunction[] FUNCTIONS = ScalarFunction.values();
  private static final EnumType COLOURS = new EnumType(Colour.class);
  private static final RecordType CELLS = RecordType.of(Cells.class);
  private static final int TRIALS = 400;

  private final Randomness random;
  private final RandomValues values;
  private final List<Expression<?>> leaves = new ArrayList<>();
  private final FunctionRecipes recipes;
  private int depth;
  private boolean tame = true;

  ExpressionSource(Randomness random, RandomValues values, List<? extends Expression<?>> leaves) {
    this.random = random;
    this.values = values;
    this.recipes = new FunctionRecipes(this, random);
    leaves.forEach(this::addLeaf);
  }

  /** A leaf, and, of a nested record, its components too. */
  private void addLeaf(Expression<?> leaf) {
    leaves.add(leaf);
    if (leaf.type() instanceof RecordType type) {
      for (Component component : type.components()) {
        leaves.add(new NestedField<>(leaf, type, component));
      }
    }
  }

  /** An expression of exactly that type, of a few nested calls. */
  Expression<?> of(DataType type) {
    depth = random.oneIn(4) ? 1 : 1 + random.below(3);
    tame = !random.oneIn(3);
    return call(type, true);
  }

  /** An expression whose value is a field or a constant. */
  Expression<?> leaf(DataType type) {
    List<Expression<?>> fitting = leaves.stream().filter(leaf -> leaf.type().equals(type)).toList();
    if (!fitting.isEmpty() && !random.oneIn(5)) {
      return random.of(fitting);
    }
    if (type instanceof DecimalType decimal && random.oneIn(2)) {
      List<Expression<?>> narrow =
          leaves.stream()
              .filter(leaf -> leaf.type() instanceof DecimalType other && decimal.holds(other))
              .toList();
      if (!narrow.isEmpty()) {
        return decimal(random.of(narrow), decimal);
      }
    }
    return literal(type);
  }

  Expression<Object> any(DataType type) {
    return typed(type);
  }

  @SuppressWarnings("unchecked")
  <T> Expression<T> typed(DataType type) {
    depth--;
    Expression<?> expression = depth <= 0 || random.oneIn(3) ? leaf(type) : call(type, false);
    depth++;
    return (Expression<T>) expression;
  }

  /** A call, or a leaf if no function seems to fit. */
  private Expression<?> call(DataType type, boolean outermost) {
    for (int trial = 0; trial < TRIALS; trial++) {
      ScalarFunction function = random.of(FUNCTIONS);
      if (outermost || function.level() == Level.EXACT) {
        Expression<?> made = tryMake(function, type);
        if (made != null) {
          return made;
        }
      }
    }
    return leaf(type);
  }

  private @Nullable Expression<?> tryMake(ScalarFunction function, DataType type) {
    int before = depth;
    try {
      Expression<?> made = recipes.make(function, type);
      return made == null ? null : fitted(made, type);
    } catch (IllegalArgumentException refused) {
      // The algebra refuses what would lose digits; another function will do.
      return null;
    } finally {
      depth = before;
    }
  }

  /** A call of exactly that function, for its own tests; null if the type does not suit it. */
  @Nullable Expression<?> callOf(ScalarFunction function, DataType type) {
    depth = 1;
    tame = false;
    return tryMake(function, type);
  }

  private static @Nullable Expression<?> fitted(Expression<?> made, DataType type) {
    if (made.type().equals(type)) {
      return made;
    }
    return type instanceof DecimalType decimal && made.type().isNumeric()
        ? decimal(made, decimal)
        : null;
  }

  @SuppressWarnings("unchecked")
  private static Expression<?> decimal(Expression<?> number, DecimalType type) {
    return number.type().equals(type)
        ? number
        : ((Expression<Object>) number).asDecimal(type.precision(), type.scale());
  }

  @SuppressWarnings("unchecked")
  Expression<Object> literal(DataType type) {
    boolean nothing = type instanceof ListType || type instanceof RecordType || random.oneIn(15);
    return (Expression<Object>)
        (Expression<?>) new Literal<@Nullable Object>(nothing ? null : value(type), type);
  }

  /** A constant of that type. */
  Object value(DataType type) {
    Object value = tame ? values.tame(type) : values.of(type);
    return value instanceof BigDecimal decimal && type instanceof DecimalType wanted
        ? decimal.setScale(wanted.scale())
        : value;
  }

  EnumType colours() {
    return COLOURS;
  }

  /** The type of some column. */
  DataType anyType() {
    return random.of(CELLS.components()).type();
  }

  ListType anyList() {
    return random.of(lists());
  }

  ListType simpleList() {
    return random.of(lists().stream().filter(list -> list.element().isOrdered()).toList());
  }

  ListType textList() {
    return new ListType(ScalarType.STRING, false);
  }

  @Nullable ListType listOf(DataType element) {
    List<ListType> fitting =
        lists().stream().filter(list -> list.element().equals(element)).toList();
    return fitting.isEmpty() ? null : random.of(fitting);
  }

  private static List<ListType> lists() {
    return CELLS.components().stream()
        .map(Component::type)
        .filter(ListType.class::isInstance)
        .map(ListType.class::cast)
        .toList();
  }

  Class<?> javaClass(DataType type) {
    if (type instanceof DecimalType) {
      return BigDecimal.class;
    }
    if (type instanceof EnumType constants) {
      return constants.type();
    }
    if (type instanceof RecordType record) {
      return record.type();
    }
    return type instanceof ScalarType scalar ? javaClass(scalar) : List.class;
  }

  private static Class<?> javaClass(ScalarType type) {
    return switch (type) {
      case BOOL -> Boolean.class;
      case INT -> Integer.class;
      case LONG -> Long.class;
      case FLOAT -> Float.class;
      case DOUBLE -> Double.class;
      case STRING -> String.class;
      case BINARY -> byte[].class;
      case DATE -> LocalDate.class;
      case LOCAL_TIMESTAMP -> LocalDateTime.class;
      case INSTANT -> Instant.class;
    };
  }
}
