// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.expression.Expression;
import dev.stride.api.relation.Aggregate;
import dev.stride.api.relation.Distinct;
import dev.stride.api.relation.Explode;
import dev.stride.api.relation.Filter;
import dev.stride.api.relation.Join;
import dev.stride.api.relation.Limit;
import dev.stride.api.relation.Opaque;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Select;
import dev.stride.api.relation.SetOperation;
import dev.stride.api.relation.Sort;
import java.util.ArrayList;
import java.util.List;

/** Takes relations apart and puts them together again. */
final class Relations {
  private Relations() {}

  /** The expressions of the node itself. */
  static List<Expression<?>> expressions(Relation relation) {
    List<Expression<?>> expressions = new ArrayList<>();
    if (relation instanceof Filter filter) {
      expressions.add(filter.condition());
    } else if (relation instanceof Select select) {
      expressions.addAll(select.values());
    } else if (relation instanceof Aggregate aggregate) {
      expressions.addAll(aggregate.keys());
      expressions.addAll(aggregate.values());
    } else if (relation instanceof Join join) {
      join.keys().forEach(key -> expressions.addAll(List.of(key.left(), key.right())));
      join.residual().ifPresent(expressions::add);
      expressions.addAll(join.values());
    } else if (relation instanceof Sort sort) {
      sort.orderings().forEach(ordering -> expressions.add(ordering.key()));
    } else if (relation instanceof Explode explode) {
      expressions.add(explode.list());
      expressions.addAll(explode.values());
    }
    return expressions;
  }

  /** The same operation over other inputs of the same records. */
  static Relation withInputs(Relation relation, List<Relation> inputs) {
    if (inputs.isEmpty()) {
      return relation;
    }
    Relation first = inputs.get(0);
    if (relation instanceof Filter filter) {
      return new Filter(first, filter.condition());
    }
    if (relation instanceof Select select) {
      return new Select(first, select.output(), select.values());
    }
    if (relation instanceof Aggregate aggregate) {
      return new Aggregate(first, aggregate.keys(), aggregate.output(), aggregate.values());
    }
    if (relation instanceof Join join) {
      return new Join(
          join.kind(),
          first,
          inputs.get(1),
          join.keys(),
          join.residual(),
          join.output(),
          join.values());
    }
    if (relation instanceof SetOperation operation) {
      return new SetOperation(operation.kind(), first, inputs.get(1));
    }
    return overOne(relation, first);
  }

  private static Relation overOne(Relation relation, Relation input) {
    if (relation instanceof Sort sort) {
      return new Sort(input, sort.orderings());
    }
    if (relation instanceof Limit limit) {
      return new Limit(input, limit.offset(), limit.count());
    }
    if (relation instanceof Distinct) {
      return new Distinct(input);
    }
    if (relation instanceof Explode explode) {
      return new Explode(input, explode.list(), explode.output(), explode.values());
    }
    Opaque opaque = (Opaque) relation;
    return new Opaque(input, opaque.code(), opaque.output());
  }
}
