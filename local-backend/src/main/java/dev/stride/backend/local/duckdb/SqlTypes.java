// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.util.stream.Collectors;

/** DuckDB's names for data types, and quoting. */
final class SqlTypes {
  private SqlTypes() {}

  static String of(DataType type) {
    if (type instanceof ScalarType scalar) {
      return scalar(scalar);
    }
    if (type instanceof DecimalType decimal) {
      return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    if (type instanceof ListType list) {
      return of(list.element()) + "[]";
    }
    if (type instanceof RecordType record) {
      return record.components().stream()
          .map(component -> quote(component.column()) + " " + of(component.type()))
          .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }
    return type instanceof EnumType ? "VARCHAR" : "";
  }

  private static String scalar(ScalarType type) {
    return switch (type) {
      case BOOL -> "BOOLEAN";
      case INT -> "INTEGER";
      case LONG -> "BIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case STRING -> "VARCHAR";
      case BINARY -> "BLOB";
      case DATE -> "DATE";
      case LOCAL_TIMESTAMP -> "TIMESTAMP";
      case INSTANT -> "TIMESTAMP WITH TIME ZONE";
    };
  }

  /** An identifier. */
  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text constant; only for what cannot be a bind parameter, such as paths and messages. */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
