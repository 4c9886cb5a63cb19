// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.expression.Expressions;
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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lowers a relation to one SELECT whose columns are named like the record's components. Selections,
 * filters and joins that follow one another share a SELECT, a {@link Block}; other operations
 * become sub-selects.
 */
final class RelationSql {
  private static final String AS_INPUT = " AS " + ExpressionSql.INPUT;

  private final Lowering lowering;
  private final LeafTables leaves;
  private int aliases;

  RelationSql(Lowering lowering, LeafTables leaves) {
    this.lowering = lowering;
    this.leaves = leaves;
  }

  /** Gives the SQL of rows that no SELECT over other relations can make. */
  interface LeafTables {
    String scan(Scan scan) throws SQLException;

    /** A table that holds the rows of memory or of Java code. */
    String materialized(Relation relation) throws SQLException;
  }

  String of(Relation relation) throws SQLException {
    if (relation instanceof Scan scan) {
      return leaves.scan(scan);
    }
    if (relation instanceof Rows || relation instanceof Opaque) {
      return leaves.materialized(relation);
    }
    if (relation instanceof Filter || relation instanceof Select || relation instanceof Join) {
      return block(relation).select();
    }
    if (relation instanceof Aggregate aggregate) {
      return aggregate(aggregate);
    }
    return ordering(relation);
  }

  private String ordering(Relation relation) throws SQLException {
    if (relation instanceof Sort sort) {
      return "SELECT * FROM "
          + input(sort.input())
          + " ORDER BY "
          + overInput(sort.input()).orderings(sort.orderings());
    }
    if (relation instanceof Limit limit) {
      return limit(limit);
    }
    if (relation instanceof Distinct distinct) {
      return "SELECT DISTINCT "
          + normalized(distinct.output())
          + " FROM "
          + input(distinct.input());
    }
    if (relation instanceof SetOperation operation) {
      return setOperation(operation);
    }
    if (relation instanceof Native foreign) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot run step '"
              + foreign.label()
              + "' on duckdb: it is native to "
              + foreign.layer()
              + " (read its result in a step of its own)");
    }
    return explode((Explode) relation);
  }

  private String input(Relation relation) throws SQLException {
    return "(" + of(relation) + ")" + AS_INPUT;
  }

  /** Over what {@link #input} yields. */
  private ExpressionSql overInput(Relation relation) {
    return ExpressionSql.over(lowering, Block.table("", ExpressionSql.INPUT, relation.output()));
  }

  private Block block(Relation relation) throws SQLException {
    if (relation instanceof Filter filter) {
      return filtered(block(filter.input()), filter);
    }
    if (relation instanceof Select select) {
      return selected(block(select.input()), select);
    }
    if (relation instanceof Join join) {
      return shortened(joined(join), join.output());
    }
    return closed(of(relation), relation.output());
  }

  private Block closed(String select, RecordType record) {
    return Block.closed(select, "t" + ++aliases, record);
  }

  private Block closed(Block block, RecordType record) {
    return block.isPlain() ? block : closed(block.select(), record);
  }

  private Block shortened(Block block, RecordType record) {
    return block.isLong() ? closed(block, record) : block;
  }

  /** A filter over what was computed stays behind the filters before it, which may be guards. */
  private Block filtered(Block block, Filter filter) {
    Block input =
        over(block).isComputed(filter.condition()) ? closed(block, filter.output()) : block;
    return input.where(over(input).of(filter.condition()));
  }

  private ExpressionSql over(Block block) {
    return ExpressionSql.over(lowering, block);
  }

  private Block selected(Block input, Select select) {
    Block block = input.with(over(input).columns(select.output(), select.values()));
    boolean ranked =
        select.values().stream().anyMatch(value -> Expressions.contains(value, WindowCall.class));
    return ranked ? closed(block.select(), select.output()) : shortened(block, select.output());
  }

  private String aggregate(Aggregate aggregate) throws SQLException {
    RecordType output = aggregate.output();
    int keys = aggregate.keys().size();
    Block block = block(aggregate.input());
    // A computed key may be a constant, which behind GROUP BY would be a column's number.
    Block input =
        aggregate.keys().stream().anyMatch(over(block)::isComputed)
            ? closed(block, aggregate.input().output())
            : block;
    ExpressionSql expressions =
        keys == 0
            ? ExpressionSql.overOneGroup(lowering, input)
            : ExpressionSql.overGroups(lowering, input, aggregate.keys());
    List<String> columns = new ArrayList<>();
    for (int index = 0; index < output.components().size(); index++) {
      Component component = output.components().get(index);
      String value =
          index < keys
              ? expressions.assignedKey(component, output, aggregate.keys().get(index))
              : expressions.assigned(component, output, aggregate.values().get(index - keys));
      columns.add(value + " AS " + SqlTypes.quote(component.name()));
    }
    String groups =
        aggregate.keys().stream().map(expressions::key).collect(Collectors.joining(", "));
    return "SELECT "
        + String.join(", ", columns)
        + input.tail()
        + (keys == 0 ? "" : " GROUP BY " + groups);
  }

  private Block joined(Join join) throws SQLException {
    Block left = block(join.left());
    Block right = block(join.right());
    // DuckDB moves inner joins well and others badly; a side that may be missing must stay whole.
    boolean isInner = join.kind() == JoinKind.INNER || join.kind() == JoinKind.CROSS;
    return isInner && !matchesComputed(join, left, right)
        ? pairs(join, left, right)
        : pairs(join, closed(left, join.left().output()), closed(right, join.right().output()));
  }

  private boolean matchesComputed(Join join, Block left, Block right) {
    ExpressionSql pairs = ExpressionSql.overPairs(lowering, Set.of(), left, right);
    return join.residual().filter(pairs::isComputed).isPresent()
        || join.keys().stream()
            .anyMatch(
                key -> over(left).isComputed(key.left()) || over(right).isComputed(key.right()));
  }

  private Block pairs(Join join, Block left, Block right) {
    JoinKind kind = join.kind();
    String on = kind == JoinKind.CROSS ? "" : " ON " + condition(join, left, right);
    return left.join(kind.toString(), right, on)
        .with(
            kind.keepsLeftOnly()
                ? left.columns()
                : ExpressionSql.overPairs(lowering, missing(kind), left, right)
                    .columns(join.output(), join.values()));
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

  private String condition(Join join, Block left, Block right) {
    List<String> conditions = new ArrayList<>();
    for (JoinKey key : join.keys()) {
      conditions.add(over(left).key(key.left()) + " = " + over(right).key(key.right()));
    }
    join.residual()
        .ifPresent(
            residual ->
                conditions.add(
                    ExpressionSql.overPairs(lowering, Set.of(), left, right).of(residual)));
    return String.join(" AND ", conditions);
  }

  private String limit(Limit limit) throws SQLException {
    String count = limit.count() == Long.MAX_VALUE ? "" : " LIMIT " + limit.count();
    String offset = limit.offset() == 0 ? "" : " OFFSET " + limit.offset();
    String rows =
        limit.input() instanceof Sort ? of(limit.input()) : "SELECT * FROM " + input(limit.input());
    return rows + count + offset;
  }

  private String setOperation(SetOperation operation) throws SQLException {
    String keyword =
        switch (operation.kind()) {
          case UNION_ALL -> " UNION ALL ";
          case INTERSECT -> " INTERSECT ";
          case EXCEPT -> " EXCEPT ";
        };
    boolean asSet = operation.kind() != SetOperation.Kind.UNION_ALL;
    String columns = asSet ? normalized(operation.output()) : "*";
    return "SELECT * FROM ((SELECT "
        + columns
        + " FROM "
        + input(operation.left())
        + ")"
        + keyword
        + "(SELECT "
        + columns
        + " FROM "
        + input(operation.right())
        + "))"
        + AS_INPUT;
  }

  private static String normalized(RecordType record) {
    return record.components().stream()
        .map(
            component -> {
              String name = SqlTypes.quote(component.name());
              return ExpressionSql.normalized(ExpressionSql.INPUT + "." + name, component.type())
                  + " AS "
                  + name;
            })
        .collect(Collectors.joining(", "));
  }

  private String explode(Explode explode) throws SQLException {
    ExpressionSql over = overInput(explode.input());
    String exploded =
        "(SELECT *, unnest("
            + over.of(explode.list())
            + ") AS "
            + ExpressionSql.ELEMENT
            + " FROM "
            + input(explode.input())
            + ")";
    return Block.table(exploded, ExpressionSql.INPUT, explode.input().output())
        .with(over.columns(explode.output(), explode.values()))
        .select();
  }
}
