// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.expression.Expression;
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
 * Lowers a relation to one SELECT whose columns are named like the record's components. Every
 * operation becomes a sub-select; DuckDB's optimizer flattens them.
 */
final class RelationSql {
  private static final String AS_INPUT = " AS " + ExpressionSql.INPUT;

  private final Parameters parameters;
  private final LeafTables leaves;

  RelationSql(Parameters parameters, LeafTables leaves) {
    this.parameters = parameters;
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
    if (relation instanceof Filter filter) {
      return "SELECT * FROM " + input(filter.input()) + " WHERE " + over().of(filter.condition());
    }
    if (relation instanceof Select select) {
      return select(over(), select.output(), select.values()) + " FROM " + input(select.input());
    }
    if (relation instanceof Aggregate aggregate) {
      return aggregate(aggregate);
    }
    if (relation instanceof Join join) {
      return join(join);
    }
    return ordering(relation);
  }

  private String ordering(Relation relation) throws SQLException {
    if (relation instanceof Sort sort) {
      return "SELECT * FROM "
          + input(sort.input())
          + " ORDER BY "
          + over().orderings(sort.orderings());
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
    return explode((Explode) relation);
  }

  private ExpressionSql over() {
    return ExpressionSql.over(parameters);
  }

  private String input(Relation relation) throws SQLException {
    return "(" + of(relation) + ")" + AS_INPUT;
  }

  private static String select(
      ExpressionSql expressions, RecordType output, List<Expression<?>> values) {
    List<String> columns = new ArrayList<>();
    for (int index = 0; index < values.size(); index++) {
      Component component = output.components().get(index);
      columns.add(
          expressions.assigned(component, output, values.get(index))
              + " AS "
              + SqlTypes.quote(component.name()));
    }
    return "SELECT " + String.join(", ", columns);
  }

  private String aggregate(Aggregate aggregate) throws SQLException {
    RecordType output = aggregate.output();
    int keys = aggregate.keys().size();
    ExpressionSql expressions =
        keys == 0 ? ExpressionSql.overOneGroup(parameters) : ExpressionSql.over(parameters);
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
        + " FROM "
        + input(aggregate.input())
        + (keys == 0 ? "" : " GROUP BY " + groups);
  }

  private String join(Join join) throws SQLException {
    ExpressionSql pairs = ExpressionSql.overPairs(parameters, missing(join.kind()));
    String columns =
        join.kind().keepsLeftOnly()
            ? "SELECT " + ExpressionSql.LEFT + ".*"
            : select(pairs, join.output(), join.values());
    return columns
        + " FROM ("
        + of(join.left())
        + ") AS "
        + ExpressionSql.LEFT
        + " "
        + join.kind()
        + " JOIN ("
        + of(join.right())
        + ") AS "
        + ExpressionSql.RIGHT
        + (join.kind() == JoinKind.CROSS ? "" : " ON " + condition(join));
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

  private String condition(Join join) {
    List<String> conditions = new ArrayList<>();
    for (JoinKey key : join.keys()) {
      conditions.add(
          keyOn(ExpressionSql.LEFT, key.left()) + " = " + keyOn(ExpressionSql.RIGHT, key.right()));
    }
    join.residual().ifPresent(residual -> conditions.add(over().of(residual)));
    return String.join(" AND ", conditions);
  }

  /** A key is written over one side as if it were the only input. */
  private String keyOn(String alias, Expression<?> key) {
    return ExpressionSql.named(parameters, alias).key(key);
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
    String exploded =
        "(SELECT *, unnest("
            + over().of(explode.list())
            + ") AS "
            + ExpressionSql.ELEMENT
            + " FROM "
            + input(explode.input())
            + ")";
    return select(over(), explode.output(), explode.values()) + " FROM " + exploded + AS_INPUT;
  }
}
