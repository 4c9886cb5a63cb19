// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.Dataset;
import dev.stride.api.expression.ElementReference;
import dev.stride.api.expression.ErrorClass;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Functions;
import dev.stride.api.expression.Literal;
import dev.stride.api.expression.Ordering;
import dev.stride.api.expression.Side;
import dev.stride.api.relation.Aggregate;
import dev.stride.api.relation.Distinct;
import dev.stride.api.relation.Explode;
import dev.stride.api.relation.Filter;
import dev.stride.api.relation.Join;
import dev.stride.api.relation.JoinKey;
import dev.stride.api.relation.JoinKind;
import dev.stride.api.relation.Limit;
import dev.stride.api.relation.Opaque;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Select;
import dev.stride.api.relation.SetOperation;
import dev.stride.api.relation.Sort;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.testing.reference.ReferenceInterpreter;
import dev.stride.testing.reference.RowScope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes random programs, operation by operation: each is interpreted when it is added, so that a
 * program fails only where it is meant to, in its last operation.
 */
public final class ProgramSource {
  private static final RecordType CELLS = RecordType.of(Cells.class);
  private static final RecordType LEAN = RecordType.of(Lean.class);
  private static final List<RecordType> SHAPES =
      List.of(
          CELLS,
          LEAN,
          LEAN,
          RecordType.of(ByNumber.class),
          RecordType.of(ByTime.class),
          RecordType.of(ByOther.class));
  private static final int MOST_ROWS = 14;
  private static final int MOST_PAIRS = 120;
  private static final int TRIALS = 10;
  private static final int FAILING = 12;

  private final long seed;
  private final Randomness random;
  private final RandomValues values;
  private final RandomOrders orders;

  private ProgramSource(long seed) {
    this.seed = seed;
    this.random = new Randomness(seed);
    this.values = new RandomValues(random);
    this.orders = new RandomOrders(random);
  }

  /** The program of that seed; the same one whenever it is asked for. */
  public static RandomProgram program(long seed) {
    return new ProgramSource(seed).program();
  }

  /** Random rows that hold every type, the same for the same seed. */
  public static Rows cells(long seed, int count) {
    RandomValues values = new RandomValues(new Randomness(seed));
    List<Record> rows = new ArrayList<>();
    while (rows.size() < count) {
      rows.addAll(values.rows(CELLS, count));
    }
    return new Rows(CELLS, rows.subList(0, count));
  }

  private RandomProgram program() {
    Stage stage = leaf(random.oneIn(2) ? LEAN : CELLS);
    for (int operations = random.below(3); operations > 0; operations--) {
      stage = extended(stage);
    }
    if (!stage.rows().isEmpty() && random.oneIn(FAILING)) {
      RandomProgram failing = failing(stage);
      if (failing != null) {
        return failing;
      }
    }
    Stage last = ended(random.oneIn(4) ? extended(stage) : selected(stage, random.of(SHAPES)));
    return new RandomProgram(
        seed, last.program(), last.rows(), last.order(), last.rounded(), Set.of());
  }

  private Stage leaf(RecordType type) {
    return Stage.of(new Rows(type, values.rows(type, MOST_ROWS)));
  }

  private Stage extended(Stage stage) {
    return switch (random.below(13)) {
      case 0, 1 -> filtered(stage);
      case 2, 3 -> selected(stage, random.of(SHAPES));
      case 4, 5 -> aggregated(stage, random.of(SHAPES.subList(2, SHAPES.size())));
      case 6, 7 -> joined(stage);
      case 8 -> limited(stage);
      case 9 -> exploded(stage);
      case 10 -> opaque(stage);
      case 11 -> sampled(stage);
      default -> combined(stage);
    };
  }

  private ExpressionSource source(List<? extends Expression<?>> leaves) {
    return new ExpressionSource(random, values, leaves);
  }

  // Expressions that have a value for every row

  private Expression<?> checked(
      Component component, ExpressionSource source, List<RowScope> scopes) {
    for (int trial = 0; trial < TRIALS; trial++) {
      Expression<?> expression = source.of(component.type());
      if (Outcomes.yields(expression, scopes, component.nullable())) {
        return expression;
      }
    }
    return fallback(component, source, scopes);
  }

  private Expression<?> fallback(
      Component component, ExpressionSource source, List<RowScope> scopes) {
    for (int trial = 0; trial < TRIALS; trial++) {
      Expression<?> expression = source.leaf(component.type());
      if (Outcomes.yields(expression, scopes, component.nullable())) {
        return expression;
      }
    }
    return component.nullable() ? nothing(component.type()) : constant(component.type());
  }

  private static Expression<?> nothing(DataType type) {
    return new Literal<@Nullable Object>(null, type);
  }

  private Expression<?> constant(DataType type) {
    return type instanceof ListType list
        ? Functions.listOf(constant(list.element()))
        : new Literal<>(values.of(type), type);
  }

  /** A condition that cannot fail on any row, since engines evaluate it wherever they like. */
  private Expression<?> condition(ExpressionSource source, List<Expression<?>> fields) {
    for (int trial = 0; trial < 5 * TRIALS; trial++) {
      Expression<?> condition = source.of(dev.stride.api.type.ScalarType.BOOL);
      if (Outcomes.isTotal(condition) && !Outcomes.isRounded(condition)) {
        return condition;
      }
    }
    return fields.isEmpty() ? Functions.literal(true) : random.of(fields).isNotNull();
  }

  private static Set<String> roundedNames(RecordType type, List<Expression<?>> values) {
    Set<String> names = new HashSet<>();
    for (int index = 0; index < values.size(); index++) {
      if (Outcomes.isRounded(values.get(index))) {
        names.add(type.components().get(index).name());
      }
    }
    return names;
  }

  // Operations

  private Stage filtered(Stage stage) {
    List<Expression<?>> fields = stage.fields(Side.INPUT);
    Stage filtered = stage;
    for (int trial = 0; trial < TRIALS; trial++) {
      Expression<?> condition = condition(source(fields), fields);
      filtered = stage.then(input -> new Filter(input, condition), stage.rounded());
      if (!filtered.rows().isEmpty()) {
        return filtered;
      }
    }
    return filtered;
  }

  private Stage selected(Stage stage, RecordType shape) {
    List<RowScope> scopes = stage.scopes();
    List<Expression<?>> leaves = new ArrayList<>(stage.fields(Side.INPUT));
    if (random.oneIn(3)) {
      leaves.addAll(new AggregateSource(random, values, stage).windows(1 + random.below(6)));
    }
    return selected(stage, shape, expressions(shape, leaves, scopes));
  }

  private Stage selected(Stage stage, RecordType shape, List<Expression<?>> columns) {
    return stage.then(input -> new Select(input, shape, columns), roundedNames(shape, columns));
  }

  /** One expression per component; rounded leaves stand alone, nothing is computed of them. */
  private List<Expression<?>> expressions(
      RecordType shape, List<Expression<?>> leaves, List<RowScope> scopes) {
    List<Expression<?>> alone = leaves.stream().filter(Outcomes::isRounded).toList();
    ExpressionSource source =
        source(leaves.stream().filter(leaf -> !Outcomes.isRounded(leaf)).toList());
    List<Expression<?>> columns = new ArrayList<>();
    for (Component component : shape.components()) {
      Optional<Expression<?>> rounded =
          alone.stream()
              .filter(leaf -> leaf.type().equals(component.type()) && component.nullable())
              .findAny();
      columns.add(
          rounded.isPresent() && random.oneIn(2)
              ? rounded.get()
              : checked(component, source, scopes));
    }
    return columns;
  }

  private Stage aggregated(Stage stage, RecordType shape) {
    List<Expression<?>> keys = new ArrayList<>();
    ExpressionSource rows = source(stage.fields(Side.INPUT));
    for (int count = random.below(4); count > 0; count--) {
      Component component = shape.components().get(keys.size());
      keys.add(
          random.oneIn(3)
              ? checked(component, rows, stage.scopes())
              : fallback(component, rows, stage.scopes()));
    }
    if (keys.stream().anyMatch(Outcomes::isRounded)) {
      return stage;
    }
    List<RowScope> groups = groups(stage, shape, keys);
    List<Expression<?>> columns = new ArrayList<>();
    AggregateSource aggregates = new AggregateSource(random, values, stage);
    List<Expression<?>> leaves = new ArrayList<>(keys);
    aggregates.aggregates(4).stream()
        .filter(aggregate -> !Outcomes.isRounded(aggregate))
        .filter(aggregate -> Outcomes.yields(aggregate, groups, true))
        .forEach(leaves::add);
    for (Component component : shape.components().subList(keys.size(), shape.components().size())) {
      Expression<?> aggregate = random.oneIn(4) ? null : aggregates.of(component.type());
      columns.add(
          aggregate != null && Outcomes.yields(aggregate, groups, component.nullable())
              ? aggregate
              : checked(component, source(leaves), groups));
    }
    List<Expression<?>> all = new ArrayList<>(keys);
    all.addAll(columns);
    return stage.then(
        input -> new Aggregate(input, keys, shape, columns), roundedNames(shape, all));
  }

  private static List<RowScope> groups(Stage stage, RecordType shape, List<Expression<?>> keys) {
    List<Expression<?>> nothing =
        shape.components().subList(keys.size(), shape.components().size()).stream()
            .<Expression<?>>map(component -> nothing(component.type()))
            .toList();
    return new ReferenceInterpreter().groups(new Aggregate(stage.known(), keys, shape, nothing));
  }

  private Stage joined(Stage left) {
    Stage right = random.oneIn(3) ? left : leaf(random.of(CELLS, LEAN));
    if (left.rows().size() * right.rows().size() > MOST_PAIRS) {
      return filtered(left);
    }
    JoinKind kind = random.of(JoinKind.values());
    List<JoinKey> keys = kind == JoinKind.CROSS ? List.of() : keys(left, right);
    List<Expression<?>> fields = new ArrayList<>(left.fields(Side.LEFT));
    fields.addAll(right.fields(Side.RIGHT));
    Optional<Expression<?>> residual =
        kind == JoinKind.CROSS || (!keys.isEmpty() && random.oneIn(2))
            ? Optional.empty()
            : Optional.of(condition(source(fields), fields));
    if (kind.keepsLeftOnly()) {
      return paired(
          left,
          right,
          new Join(kind, left.known(), right.known(), keys, residual, left.type(), List.of()),
          left.rounded());
    }
    RecordType shape = random.of(SHAPES);
    List<Expression<?>> nothing =
        shape.components().stream()
            .<Expression<?>>map(component -> nothing(component.type()))
            .toList();
    Join unfilled = new Join(kind, left.known(), right.known(), keys, residual, shape, nothing);
    List<RowScope> pairs = new ReferenceInterpreter().pairs(unfilled);
    if (pairs.size() > MOST_PAIRS) {
      return filtered(left);
    }
    List<Expression<?>> columns = expressions(shape, fields, pairs);
    Join join = new Join(kind, left.known(), right.known(), keys, residual, shape, columns);
    return paired(left, right, join, roundedNames(shape, columns));
  }

  private static Stage paired(Stage left, Stage right, Join join, Set<String> rounded) {
    Relation program = Relations.withInputs(join, List.of(left.program(), right.program()));
    return new Stage(program, new ReferenceInterpreter().rows(join), rounded, List.of());
  }

  private List<JoinKey> keys(Stage left, Stage right) {
    List<JoinKey> keys = new ArrayList<>();
    List<Expression<?>> onLeft =
        left.fields(Side.INPUT).stream().filter(field -> field.type().isOrdered()).toList();
    for (int count = random.below(3); count > 0 && !onLeft.isEmpty(); count--) {
      Expression<?> key = random.of(onLeft);
      List<Expression<?>> onRight =
          right.fields(Side.INPUT).stream()
              .filter(field -> field.type().equals(key.type()))
              .toList();
      if (!onRight.isEmpty()) {
        keys.add(new JoinKey(key, random.of(onRight)));
      }
    }
    return keys;
  }

  private Stage limited(Stage stage) {
    Optional<List<Ordering>> order = orders.total(stage);
    if (order.isEmpty()) {
      return filtered(stage);
    }
    long offset = random.oneIn(2) ? 0 : random.below(4);
    long count = random.oneIn(6) ? Long.MAX_VALUE : random.below(9);
    return stage.then(
        input -> new Limit(new Sort(input, order.get()), offset, count), stage.rounded());
  }

  private Stage exploded(Stage stage) {
    List<Expression<?>> lists =
        stage.fields(Side.INPUT).stream()
            .filter(field -> field.type() instanceof ListType)
            .toList();
    if (lists.isEmpty()) {
      return filtered(stage);
    }
    Expression<?> list = random.of(lists);
    ListType type = (ListType) list.type();
    RecordType shape = random.of(SHAPES);
    List<Expression<?>> nothing =
        shape.components().stream()
            .<Expression<?>>map(component -> nothing(component.type()))
            .toList();
    List<RowScope> elements =
        new ReferenceInterpreter().elements(new Explode(stage.known(), list, shape, nothing));
    List<Expression<?>> leaves = new ArrayList<>(stage.fields(Side.INPUT));
    leaves.add(new ElementReference<>(type.element(), type.elementNullable()));
    List<Expression<?>> columns = expressions(shape, leaves, elements);
    return stage.then(
        input -> new Explode(input, list, shape, columns), roundedNames(shape, columns));
  }

  private Stage opaque(Stage stage) {
    RecordType type = stage.type();
    Class<? extends Record> rows = type.type();
    if (stage.rounded().contains(type.components().get(0).name())) {
      return filtered(stage);
    }
    Opaque.Code code =
        random.of(
            new Opaque.Keep(row -> OpaqueFunctions.isOdd(rows, row)),
            new Opaque.Map(row -> row),
            new Opaque.FlatMap(
                row -> OpaqueFunctions.isOdd(rows, row) ? Stream.of(row, row) : Stream.empty()),
            new Opaque.MapPartitions(chunk -> chunk));
    return stage.then(input -> new Opaque(input, code, type), stage.rounded());
  }

  private Stage sampled(Stage stage) {
    if (!stage.type().equals(CELLS) || stage.rounded().contains("text")) {
      return filtered(stage);
    }
    double fraction = random.of(0.0, 0.3, 0.5, 0.9, 1.0);
    long number = random.below(1000);
    return stage.then(
        input ->
            Dataset.of(Cells.class, input, DatasetReader.forbidden())
                .sample(fraction, number, Cells::id, Cells::text)
                .relation(),
        stage.rounded());
  }

  private Stage combined(Stage stage) {
    if (!stage.type().equals(LEAN) || !stage.rounded().isEmpty()) {
      return stage.rows().size() > MOST_ROWS
          ? filtered(stage)
          : stage.then(
              input -> new SetOperation(SetOperation.Kind.UNION_ALL, input, input),
              stage.rounded());
    }
    if (random.oneIn(3)) {
      return stage.then(Distinct::new, Set.of());
    }
    List<Record> others = new ArrayList<>(values.rows(LEAN, MOST_ROWS));
    stage.rows().stream().filter(row -> random.oneIn(2)).forEach(others::add);
    Rows right = new Rows(LEAN, others);
    SetOperation.Kind kind = random.of(SetOperation.Kind.values());
    return stage.then(input -> new SetOperation(kind, input, right), Set.of());
  }

  /** Now and then the rows come in an order. */
  private Stage ended(Stage stage) {
    List<Ordering> order = orders.any(stage);
    if (order.isEmpty() || !random.oneIn(4)) {
      return stage;
    }
    return stage.then(input -> new Sort(input, order), stage.rounded()).ordered(order);
  }

  private static boolean isNullSomewhere(Expression<?> expression, List<RowScope> scopes) {
    return scopes.stream()
        .map(List::of)
        .anyMatch(
            row ->
                Outcomes.yields(expression, row, true) && !Outcomes.yields(expression, row, false));
  }

  /** A selection of which one column fails; null if none was found that must. */
  private @Nullable RandomProgram failing(Stage stage) {
    List<RowScope> scopes = stage.scopes();
    List<Expression<?>> fields = stage.fields(Side.INPUT);
    RecordType shape = random.of(SHAPES);
    int column = random.below(shape.components().size());
    for (int trial = 0; trial < 8 * TRIALS; trial++) {
      Expression<?> expression = source(fields).of(shape.components().get(column).type());
      if (!Outcomes.mayStopEarly(expression) && !Outcomes.yields(expression, scopes, true)) {
        List<Expression<?>> columns = expressions(shape, fields, scopes);
        columns.set(column, expression);
        Set<ErrorClass> errors = EnumSet.noneOf(ErrorClass.class);
        columns.forEach(value -> errors.addAll(Outcomes.errors(value, scopes)));
        // Another row may be null where the record says never; which row fails first is open.
        if (!shape.components().get(column).nullable() && isNullSomewhere(expression, scopes)) {
          errors.add(ErrorClass.NULL_VALUE);
        }
        Relation program = new Select(stage.program(), shape, columns);
        return new RandomProgram(seed, program, List.of(), List.of(), Set.of(), errors);
      }
    }
    return null;
  }
}
