// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.type.RecordType;
import java.util.List;

/**
 * Two tables of the same record as sets or multisets; rows are equal if all components are, null
 * being equal to null.
 *
 * @param kind which rows come out
 * @param left the left rows
 * @param right the right rows
 */
public record SetOperation(Kind kind, Relation left, Relation right) implements Relation {
  /** Which rows come out. */
  public enum Kind {
    /** The rows of both, duplicates kept. */
    UNION_ALL,
    /** The rows that both have, each once. */
    INTERSECT,
    /** The rows that only the left has, each once. */
    EXCEPT
  }

  public SetOperation {
    if (!left.output().equals(right.output())) {
      throw new IllegalArgumentException(
          "Cannot combine datasets: "
              + left.output()
              + " and "
              + right.output()
              + " (select both into the same record)");
    }
    if (kind != Kind.UNION_ALL) {
      Scope.comparable(kind.name().toLowerCase(java.util.Locale.ROOT), left.output());
    }
  }

  @Override
  public RecordType output() {
    return left.output();
  }

  @Override
  public List<Relation> inputs() {
    return List.of(left, right);
  }
}
