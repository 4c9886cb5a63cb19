// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.type.RecordType;
import java.util.List;

/**
 * A lazy table: an operation over other tables. Immutable; every node yields rows of one record.
 * What is checked without data is checked when a node is made.
 */
public sealed interface Relation
    permits Scan,
        Rows,
        Filter,
        Select,
        Aggregate,
        Join,
        SetOperation,
        Distinct,
        Sort,
        Limit,
        Explode,
        Opaque,
        Native {

  /** The record of its rows. */
  RecordType output();

  /** The tables it reads, in order. */
  List<Relation> inputs();
}
