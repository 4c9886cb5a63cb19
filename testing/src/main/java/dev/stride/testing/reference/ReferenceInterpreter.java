// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.Dataset;
import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Ordering;
import dev.stride.api.relation.Aggregate;
import dev.stride.api.relation.Distinct;
import dev.stride.api.relation.Explode;
import dev.stride.api.relation.Filter;
import dev.stride.api.relation.Join;
import dev.stride.api.relation.Limit;
import dev.stride.api.relation.Opaque;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.relation.Select;
import dev.stride.api.relation.SetOperation;
import dev.stride.api.relation.Sort;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.type.RecordType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what a relation yields: the answer that every engine must give. Each operation is written as
 * its definition reads, over lists of rows in memory; nothing is lazy, shared or fast. Thread-safe.
 *
 * <p>Where the algebra leaves a choice, such as the order of rows without a sort, this is one of
 * the permitted answers. A query that must fail ends in a {@link ReferenceError}.
 */
public final class ReferenceInterpreter {

  /**
   * The rows of {@code relation}, in its order.
   *
   * @throws ReferenceError if the query fails
   * @throws UnsupportedOperationException for a scan of files
   */
  public List<Record> rows(Relation relation) {
    if (relation instanceof Rows memory) {
      return memory.rows().stream().map(row -> Assembly.stored(memory.output(), row)).toList();
    }
    if (relation instanceof Scan scan) {
      throw new UnsupportedOperationException(
          "Cannot interpret scan: " + scan.name() + " (give its rows in memory)");
    }
    if (relation instanceof Filter filter) {
      return rows(filter.input()).stream()
          .filter(row -> Boolean.TRUE.equals(value(filter.condition(), RowScope.of(row))))
          .toList();
    }
    if (relation instanceof Select select) {
      return records(RowScope.ofTable(rows(select.input())), select.output(), select.values());
    }
    if (relation instanceof Aggregate aggregate) {
      return groups(aggregate).stream().map(group -> aggregated(aggregate, group)).toList();
    }
    if (relation instanceof Join join) {
      return join(join);
    }
    return reordered(relation);
  }

  /** Reads datasets by interpreting them. */
  public DatasetReader reader() {
    return new DatasetReader() {
      @Override
      @SuppressWarnings("unchecked")
      public <R extends Record> Stream<R> stream(Dataset<R> dataset) {
        return (Stream<R>) rows(dataset.relation()).stream();
      }

      @Override
      public long count(Dataset<?> dataset) {
        return rows(dataset.relation()).size();
      }
    };
  }

  /**
   * The value of an expression.
   *
   * @throws ReferenceError if it fails
   */
  public static @Nullable Object value(Expression<?> expression, RowScope scope) {
    return ExpressionInterpreter.value(expression, scope);
  }

  /** The order of rows that {@code orderings} say. */
  public static Comparator<RowScope> order(List<Ordering> orderings) {
    return Aggregates.order(orderings);
  }

  /** The pairs that a join makes records of; of semi and anti joins the left rows. */
  public List<RowScope> pairs(Join join) {
    return Joins.pairs(join, rows(join.left()), rows(join.right()));
  }

  /** The groups that an aggregation makes records of. */
  public List<RowScope> groups(Aggregate aggregate) {
    Map<List<Object>, List<RowScope>> groups = new LinkedHashMap<>();
    if (aggregate.keys().isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (Record row : rows(aggregate.input())) {
      RowScope scope = RowScope.of(row);
      groups
          .computeIfAbsent(Windows.keys(aggregate.keys(), scope), keys -> new ArrayList<>())
          .add(scope);
    }
    return groups.values().stream().map(rows -> RowScope.ofGroup(rows, aggregate.keys())).toList();
  }

  /** The rows of an explode's input, each beside one element. */
  public List<RowScope> elements(Explode explode) {
    List<RowScope> elements = new ArrayList<>();
    for (Record row : rows(explode.input())) {
      List<?> list = (List<?>) value(explode.list(), RowScope.of(row));
      if (list != null) {
        list.forEach(element -> elements.add(RowScope.ofElement(row, element)));
      }
    }
    return elements;
  }

  private List<Record> reordered(Relation relation) {
    if (relation instanceof Sort sort) {
      List<RowScope> scopes = RowScope.ofTable(rows(sort.input()));
      List<Record> rows = rows(sort.input());
      return Aggregates.sorted(scopes, sort.orderings()).stream()
          .map(scope -> rows.get(scope.position()))
          .toList();
    }
    if (relation instanceof Limit limit) {
      return rows(limit.input()).stream().skip(limit.offset()).limit(limit.count()).toList();
    }
    if (relation instanceof Distinct distinct) {
      return List.copyOf(distinct(distinct.output(), rows(distinct.input())).values());
    }
    if (relation instanceof SetOperation operation) {
      return combined(operation);
    }
    if (relation instanceof Explode explode) {
      return records(elements(explode), explode.output(), explode.values());
    }
    Opaque opaque = (Opaque) relation;
    return OpaqueCode.rows(opaque, rows(opaque.input())).stream()
        .map(row -> Assembly.stored(opaque.output(), row))
        .toList();
  }

  private static List<Record> records(
      List<RowScope> scopes, RecordType output, List<Expression<?>> values) {
    return scopes.stream().map(scope -> Assembly.record(output, values, scope)).toList();
  }

  private static Record aggregated(Aggregate aggregate, RowScope group) {
    List<Expression<?>> all = new ArrayList<>(aggregate.keys());
    all.addAll(aggregate.values());
    return Assembly.record(aggregate.output(), all, group);
  }

  private List<Record> join(Join join) {
    if (join.kind().keepsLeftOnly()) {
      return pairs(join).stream().map(RowScope::row).toList();
    }
    return records(pairs(join), join.output(), join.values());
  }

  /** Each different row once, by what makes it different. */
  private static Map<List<Object>, Record> distinct(RecordType type, List<Record> rows) {
    Map<List<Object>, Record> different = new LinkedHashMap<>();
    for (Record row : rows) {
      List<Object> key = new ArrayList<>();
      for (int index = 0; index < type.components().size(); index++) {
        key.add(ValueOrder.key(type.access().value(row, index)));
      }
      different.putIfAbsent(key, Assembly.normalized(type, row));
    }
    return different;
  }

  private List<Record> combined(SetOperation operation) {
    List<Record> left = rows(operation.left());
    List<Record> right = rows(operation.right());
    if (operation.kind() == SetOperation.Kind.UNION_ALL) {
      return Stream.concat(left.stream(), right.stream()).toList();
    }
    Map<List<Object>, Record> onlyLeft = distinct(operation.output(), left);
    Map<List<Object>, Record> both = new LinkedHashMap<>(onlyLeft);
    Map<List<Object>, Record> onRight = distinct(operation.output(), right);
    both.keySet().retainAll(onRight.keySet());
    onlyLeft.keySet().removeAll(onRight.keySet());
    return List.copyOf(
        (operation.kind() == SetOperation.Kind.INTERSECT ? both : onlyLeft).values());
  }
}
