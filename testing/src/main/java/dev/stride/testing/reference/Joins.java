// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.expression.Expression;
import dev.stride.api.relation.Join;
import dev.stride.api.relation.JoinKey;
import dev.stride.api.relation.JoinKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Joins: every left row meets every right row. */
final class Joins {
  private Joins() {}

  /** The pairs that come out, a missing side being null; of semi and anti joins the left rows. */
  static List<RowScope> pairs(Join join, List<Record> left, List<Record> right) {
    List<RowScope> pairs = new ArrayList<>();
    Set<Integer> matched = new HashSet<>();
    for (Record row : left) {
      List<Integer> matches = matches(join, row, right);
      matched.addAll(matches);
      if (join.kind().keepsLeftOnly()) {
        if (matches.isEmpty() == (join.kind() == JoinKind.ANTI)) {
          pairs.add(RowScope.ofPair(row, null));
        }
        continue;
      }
      matches.forEach(match -> pairs.add(RowScope.ofPair(row, right.get(match))));
      if (matches.isEmpty() && join.kind().rightMayMiss()) {
        pairs.add(RowScope.ofPair(row, null));
      }
    }
    for (int index = 0; join.kind().leftMayMiss() && index < right.size(); index++) {
      if (!matched.contains(index)) {
        pairs.add(RowScope.ofPair(null, right.get(index)));
      }
    }
    return pairs;
  }

  private static List<Integer> matches(Join join, Record left, List<Record> right) {
    List<Integer> matches = new ArrayList<>();
    for (int index = 0; index < right.size(); index++) {
      if (match(join, left, right.get(index))) {
        matches.add(index);
      }
    }
    return matches;
  }

  private static boolean match(Join join, Record left, Record right) {
    for (JoinKey key : join.keys()) {
      if (!isEqual(key, left, right)) {
        return false;
      }
    }
    RowScope pair = RowScope.ofPair(left, right);
    return join.residual().isEmpty()
        || Boolean.TRUE.equals(ExpressionInterpreter.value(join.residual().get(), pair));
  }

  private static boolean isEqual(JoinKey key, Record left, Record right) {
    Object a = keyOf(key.left(), left);
    Object b = keyOf(key.right(), right);
    return a != null && b != null && ValueOrder.compare(a, b) == 0;
  }

  private static @org.jspecify.annotations.Nullable Object keyOf(Expression<?> key, Record row) {
    return ExpressionInterpreter.value(key, RowScope.of(row));
  }
}
