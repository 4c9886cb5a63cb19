// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import dev.stride.api.relation.Rows;
import dev.stride.api.type.RecordType;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;

/**
 * A table that is made part by part; a part's rows do not depend on the other parts.
 *
 * @param name the table's name in the specification
 * @param type the record of its rows
 * @param parts the number of parts
 * @param part makes the rows of the part of that number, from 0
 */
record GeneratedTable(
    String name, Class<? extends Record> type, int parts, IntFunction<List<Record>> part) {

  /** The table whose parts {@code generator} makes, as rows of {@code type}. */
  static <G, R extends Record> GeneratedTable of(
      String name,
      Class<R> type,
      int parts,
      IntFunction<Iterable<G>> generator,
      Function<G, R> row) {
    return new GeneratedTable(name, type, parts, number -> rows(generator.apply(number), row));
  }

  private static <G, R extends Record> List<Record> rows(
      Iterable<G> generated, Function<G, R> row) {
    return StreamSupport.stream(generated.spliterator(), false).<Record>map(row).toList();
  }

  /** The rows of a part, in memory. */
  Rows rows(int number) {
    return new Rows(RecordType.of(type), part.apply(number));
  }
}
