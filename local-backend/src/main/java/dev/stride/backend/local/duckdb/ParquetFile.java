// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The statements that write a Parquet file. DuckDB's dictionaries make short files that are read
 * fast, but hold 0.0 and -0.0 as the one that came first. So a file is written with dictionaries as
 * long as no negative zero comes, which is rare; a record with floating numbers inside of lists or
 * records, where looking for it costs more, is written without them.
 */
record ParquetFile(RecordType record, Path file) {
  private static final String NEGATIVE_ZERO = "stride: a negative zero";

  /** Whether the failure is that of {@link #copyUnlessNegativeZero} on a negative zero. */
  static boolean isNegativeZero(SQLException failure) {
    return DuckDbErrors.message(failure).split("\n", 2)[0].endsWith(NEGATIVE_ZERO);
  }

  boolean mayUseDictionaries() {
    return record.components().stream()
        .map(Component::type)
        .noneMatch(type -> !isFloating(type) && holdsFloating(type));
  }

  private static boolean isFloating(DataType type) {
    return type == ScalarType.DOUBLE || type == ScalarType.FLOAT;
  }

  private static boolean holdsFloating(DataType type) {
    if (type instanceof ListType list) {
      return holdsFloating(list.element());
    }
    if (type instanceof RecordType inner) {
      return inner.components().stream().map(Component::type).anyMatch(ParquetFile::holdsFloating);
    }
    return isFloating(type);
  }

  /**
   * Fails where a negative zero is among the values.
   *
   * @param rows a query of the record's rows
   */
  String copyUnlessNegativeZero(String rows) {
    return copy(rows, ParquetFile::unlessNegativeZero, "");
  }

  /**
   * Keeps every value.
   *
   * @param rows a query of the record's rows
   */
  String copyWithoutDictionaries(String rows) {
    return copy(rows, UnaryOperator.identity(), ", DICTIONARY_SIZE_LIMIT 0");
  }

  private String copy(String rows, UnaryOperator<String> floating, String options) {
    String columns =
        record.components().stream()
            .map(component -> stored(component, floating))
            .collect(Collectors.joining(", "));
    return "COPY (SELECT "
        + columns
        + " FROM ("
        + rows
        + ")) TO "
        + SqlTypes.text(file.toString())
        + " (FORMAT parquet, COMPRESSION zstd"
        + options
        + ")";
  }

  private static String stored(Component component, UnaryOperator<String> floating) {
    String name = SqlTypes.quote(component.name());
    String value = isFloating(component.type()) ? floating.apply(name) : name;
    boolean isDecimal = component.type() instanceof DecimalType;
    return (isDecimal ? "CAST(" + name + " AS " + SqlTypes.of(component.type()) + ")" : value)
        + " AS "
        + SqlTypes.quote(component.column());
  }

  private static String unlessNegativeZero(String x) {
    return "CASE WHEN "
        + x
        + " = 0 AND signbit("
        + x
        + ") THEN error("
        + SqlTypes.text(NEGATIVE_ZERO)
        + ") ELSE "
        + x
        + " END";
  }
}
