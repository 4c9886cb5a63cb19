// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import static org.apache.spark.sql.functions.col;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Expressions;
import dev.stride.api.expression.Nullability;
import dev.stride.api.expression.Ordering;
import dev.stride.api.expression.Side;
import dev.stride.api.expression.WindowCall;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Aggregate;
import dev.stride.api.relation.Distinct;
import dev.stride.api.relation.Explode;
import dev.stride.api.relation.Filter;
import dev.stride.api.relation.Join;
import dev.stride.api.relation.JoinKey;
import dev.stride.api.relation.JoinKind;
import dev.stride.api.relation.Limit;
import dev.stride.api.relation.Native;
import dev.stride.api.relation.Opaque;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.relation.Select;
import dev.stride.api.relation.SetOperation;
import dev.stride.api.relation.Sort;
import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Lowers relations to datasets whose columns are named like the record's components. */
final class RelationLowering {
  private final SparkSession session;
  private final SparkSession users;
  private final SourceFiles files;

  RelationLowering(SparkSession session, SparkSession users, SourceFiles files) {
    this.session = session;
    this.users = users;
    this.files = files;
  }

  /** The rows for somebody who takes all of them as they come. */
  Dataset<Row> inOrder(Relation relation) {
    return relation instanceof Scan scan ? files.inOrder(scan) : of(relation);
  }

  Dataset<Row> of(Relation relation) {
    if (relation instanceof Scan scan) {
      return files.read(scan);
    }
    if (relation instanceof Rows rows) {
      return MemoryRows.dataset(session, rows);
    }
    if (relation instanceof Filter || relation instanceof Select || relation instanceof Join) {
      return chained(relation);
    }
    if (relation instanceof Aggregate aggregate) {
      return aggregate(aggregate);
    }
    if (relation instanceof Opaque opaque) {
      return OpaqueChain.of(opaque, this::of);
    }
    return ordering(relation);
  }

  private Dataset<Row> chained(Relation relation) {
    Deque<Relation> links = new ArrayDeque<>();
    Relation start = relation;
    while (isLink(start)) {
      links.push(start);
      start = start.inputs().get(0);
    }
    if (links.isEmpty() && relation instanceof Filter filter) {
      return below(filter);
    }
    if (links.isEmpty() && relation instanceof Select select) {
      return windowed(select);
    }
    SelectionChain chain =
        start instanceof Join join ? joined(join) : new SelectionChain(of(start));
    for (Relation link : links) {
      if (link instanceof Filter filter) {
        chain.add(filter);
      } else {
        chain.add((Select) link);
      }
    }
    return chain.rows();
  }

  private static boolean isLink(Relation relation) {
    return relation instanceof Filter filter
        ? !movesBelow(filter)
        : relation instanceof Select select && windows(select.values()).isEmpty();
  }

  /** Behind a choice of rows by Java code, Spark would not see that the condition can go first. */
  private static boolean movesBelow(Filter filter) {
    return filter.input() instanceof Opaque chosen
        && chosen.code() instanceof Opaque.Keep
        && !Expressions.mayFail(filter.condition());
  }

  private Dataset<Row> below(Filter filter) {
    Opaque chosen = (Opaque) filter.input();
    Filter before = new Filter(chosen.input(), filter.condition());
    return of(new Opaque(before, chosen.code(), chosen.output()));
  }

  private Dataset<Row> ordering(Relation relation) {
    if (relation instanceof Sort sort) {
      return of(sort.input()).orderBy(orderings(sort.orderings()));
    }
    if (relation instanceof Limit limit) {
      return limit(limit);
    }
    if (relation instanceof Distinct distinct) {
      return of(distinct.input()).distinct();
    }
    if (relation instanceof SetOperation operation) {
      return setOperation(operation);
    }
    if (relation instanceof Native foreign) {
      return ofNative(foreign);
    }
    return explode((Explode) relation);
  }

  /** The step's rows, held to its record: types by an encoder's rules, columns by their names. */
  private Dataset<Row> ofNative(Native foreign) {
    List<Dataset<Record>> inputs =
        foreign.inputs().stream()
            .map(
                input ->
                    Columns.decodable(of(input), input.output())
                        .as(RecordEncoders.of(input.output())))
            .toList();
    try {
      Dataset<Row> built = ((NativeCode) foreign.code()).build(users, inputs).toDF();
      return NativeRows.checked(foreign, built);
    } catch (Exception e) {
      throw SparkErrors.translate(e);
    }
  }

  private static ExpressionLowering over(Nullability nullability) {
    return new ExpressionLowering(nullability);
  }

  private static Column[] orderings(List<Ordering> orderings) {
    return orderings.stream().map(over(Nullability.OF_ROWS)::ordering).toArray(Column[]::new);
  }

  /** Windows come first: a projection that renames beside them would carry columns twice. */
  private Dataset<Row> windowed(Select select) {
    ExpressionLowering expressions = over(Nullability.OF_ROWS);
    List<WindowCall<?>> windows = windows(select.values());
    Column[] columns = new Column[windows.size() + 1];
    columns[0] = col("*");
    for (int index = 0; index < windows.size(); index++) {
      columns[index + 1] = expressions.of(windows.get(index)).as(Columns.windowName(index));
    }
    return of(select.input())
        .select(columns)
        .select(values(select.output(), select.values(), expressions.behind(windows)));
  }

  private static List<WindowCall<?>> windows(List<Expression<?>> values) {
    Set<WindowCall<?>> windows = new LinkedHashSet<>();
    for (Expression<?> value : values) {
      Expressions.walk(
          value,
          node -> {
            if (node instanceof WindowCall<?> window) {
              windows.add(window);
            }
          });
    }
    return List.copyOf(windows);
  }

  private static Column[] values(
      RecordType output, List<Expression<?>> values, ExpressionLowering expressions) {
    Column[] columns = new Column[values.size()];
    for (int index = 0; index < columns.length; index++) {
      columns[index] =
          expressions.assigned(output.components().get(index), output, values.get(index));
    }
    return columns;
  }

  private Dataset<Row> aggregate(Aggregate aggregate) {
    Dataset<Row> input = of(aggregate.input());
    RecordType output = aggregate.output();
    int keyCount = aggregate.keys().size();
    ExpressionLowering expressions =
        over(keyCount == 0 ? Nullability.OF_ONE_GROUP : Nullability.OF_ROWS);
    Column[] keys = new Column[keyCount];
    Column[] guarded = Columns.of(output);
    boolean isGuarded = false;
    for (int index = 0; index < keyCount; index++) {
      Component component = output.components().get(index);
      Expression<?> key = aggregate.keys().get(index);
      keys[index] = expressions.of(key).as(component.column());
      if (expressions.needsGuard(component, key)) {
        isGuarded = true;
        guarded[index] =
            ExpressionLowering.guarded(guarded[index], component, output).as(component.column());
      }
    }
    Column[] values = new Column[output.components().size() - keyCount];
    for (int index = 0; index < values.length; index++) {
      Component component = output.components().get(index + keyCount);
      values[index] = expressions.assigned(component, output, aggregate.values().get(index));
    }
    Dataset<Row> groups = groups(input, keys, values);
    // Guards stand behind the grouping: values may be computed of the bare keys.
    return isGuarded ? groups.select(guarded) : groups;
  }

  private static Dataset<Row> groups(Dataset<Row> input, Column[] keys, Column[] values) {
    if (values.length == 0) {
      return input.select(keys).distinct();
    }
    Column[] rest = Arrays.copyOfRange(values, 1, values.length);
    return keys.length == 0 ? input.agg(values[0], rest) : input.groupBy(keys).agg(values[0], rest);
  }

  /** Sides get names where a column is in both; each name is a call of Spark. */
  private SelectionChain joined(Join join) {
    boolean isNamed = shareColumns(join);
    Dataset<Row> left = isNamed ? of(join.left()).alias(Columns.LEFT) : of(join.left());
    Dataset<Row> right = isNamed ? of(join.right()).alias(Columns.RIGHT) : of(join.right());
    JoinKind kind = join.kind();
    Dataset<Row> pairs =
        kind == JoinKind.CROSS
            ? left.crossJoin(right)
            : left.join(right, condition(join, isNamed), type(kind));
    return kind.keepsLeftOnly()
        ? new SelectionChain(pairs)
        : new SelectionChain(
            pairs,
            join.output(),
            join.values(),
            ofPairs(new Nullability(missing(kind), false), isNamed));
  }

  private static boolean shareColumns(Join join) {
    Set<String> left = new HashSet<>();
    join.left().output().components().forEach(component -> left.add(key(component)));
    return join.right().output().components().stream()
        .anyMatch(component -> left.contains(key(component)));
  }

  /** Spark's names have no case. */
  private static String key(Component component) {
    return component.column().toLowerCase(Locale.ROOT);
  }

  private static ExpressionLowering ofPairs(Nullability nullability, boolean isNamed) {
    return isNamed
        ? over(nullability)
        : over(nullability).over((side, component) -> Columns.of(Side.INPUT, component));
  }

  /** Of one side of a join, whose expressions call it their input. */
  private static ExpressionLowering ofSide(Side side, boolean isNamed) {
    return over(Nullability.OF_ROWS)
        .over((own, component) -> Columns.of(isNamed ? side : Side.INPUT, component));
  }

  private static String type(JoinKind kind) {
    return switch (kind) {
      case INNER, CROSS -> "inner";
      case LEFT -> "left_outer";
      case RIGHT -> "right_outer";
      case FULL -> "full_outer";
      case SEMI -> "left_semi";
      case ANTI -> "left_anti";
    };
  }

  private static Set<Side> missing(JoinKind kind) {
    Set<Side> missing = EnumSet.noneOf(Side.class);
    if (kind.leftMayMiss()) {
      missing.add(Side.LEFT);
    }
    if (kind.rightMayMiss()) {
      missing.add(Side.RIGHT);
    }
    return missing;
  }

  private static Column condition(Join join, boolean isNamed) {
    List<Column> conditions = new ArrayList<>();
    for (JoinKey key : join.keys()) {
      conditions.add(
          ofSide(Side.LEFT, isNamed)
              .of(key.left())
              .equalTo(ofSide(Side.RIGHT, isNamed).of(key.right())));
    }
    join.residual()
        .ifPresent(residual -> conditions.add(ofPairs(Nullability.OF_ROWS, isNamed).of(residual)));
    return conditions.stream().reduce(Column::and).orElseThrow();
  }

  /** A limit has no other order than that of what it reads. */
  private Dataset<Row> limit(Limit limit) {
    Dataset<Row> rows =
        limit.input() instanceof Scan scan ? files.sortedByPlace(scan) : of(limit.input());
    Dataset<Row> behind = limit.offset() == 0 ? rows : rows.offset(rowCount(limit.offset()));
    return limit.count() == Long.MAX_VALUE ? behind : behind.limit(rowCount(limit.count()));
  }

  private static int rowCount(long count) {
    if (count > Integer.MAX_VALUE) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot limit on Spark: " + count + " rows (must be at most " + Integer.MAX_VALUE + ")");
    }
    return (int) count;
  }

  private Dataset<Row> setOperation(SetOperation operation) {
    Dataset<Row> left = of(operation.left());
    Dataset<Row> right = of(operation.right());
    return switch (operation.kind()) {
      case UNION_ALL -> left.union(right);
      case INTERSECT -> left.intersect(right);
      case EXCEPT -> left.except(right);
    };
  }

  private Dataset<Row> explode(Explode explode) {
    ExpressionLowering expressions = over(Nullability.OF_ROWS);
    return of(explode.input())
        .select(col("*"), functions.explode(expressions.of(explode.list())).as(Columns.ELEMENT))
        .select(values(explode.output(), explode.values(), expressions));
  }
}
