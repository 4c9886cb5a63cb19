// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

/**
 * One translation of a relation to SQL.
 *
 * @param parameters what its text binds
 * @param digits how it computes decimals
 */
record Lowering(Parameters parameters, Digits digits) {

  /** How sums and products of decimals are computed that the algebra gives more than 18 digits. */
  enum Digits {
    /** In 18; the query fails where they do not suffice. DuckDB is several times faster in them. */
    FEW,
    /** In 18 where they suffice, row by row, and in 38 elsewhere. */
    ALL
  }

  static Lowering in(Digits digits) {
    return new Lowering(new Parameters(), digits);
  }
}
