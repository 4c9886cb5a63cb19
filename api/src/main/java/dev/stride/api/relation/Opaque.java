// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.function.ChunkFunction;
import dev.stride.api.function.RowExpander;
import dev.stride.api.function.RowMapper;
import dev.stride.api.function.RowPredicate;
import dev.stride.api.type.RecordType;
import java.util.List;

/**
 * Rows that Java code makes out of rows; engines cannot look inside it.
 *
 * @param input the rows
 * @param code the code
 * @param output the record of the rows that come out
 */
public record Opaque(Relation input, Code code, RecordType output) implements Relation {
  /** A user's function over rows. */
  public sealed interface Code {}

  /** One row into one. */
  public record Map(RowMapper<Record, Record> function) implements Code {}

  /** One row into any number. */
  public record FlatMap(RowExpander<Record, Record> function) implements Code {}

  /** Rows kept or not. */
  public record Keep(RowPredicate<Record> function) implements Code {}

  /** A partition of rows into rows. */
  public record MapPartitions(ChunkFunction<Record, Record> function) implements Code {}

  @Override
  public List<Relation> inputs() {
    return List.of(input);
  }
}
