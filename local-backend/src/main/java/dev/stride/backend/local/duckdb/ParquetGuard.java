// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourceMessages;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a column's values at every depth, as far as footers leave something to check. What needs
 * no check is left as it is, so that the engine reads it as it lies.
 */
record ParquetGuard(Scan scan, Component column, ParquetStatistics.OfColumn known) {

  String guarded(String x) {
    String owner = scan.output().name() + "." + column.name();
    return required(owner, column.nullable(), checked(x, owner, column.type(), 0));
  }

  private String required(String owner, boolean nullable, String value) {
    if (nullable || known.hasNoNulls()) {
      return value;
    }
    String message = DuckDbErrors.INPUT + SourceMessages.isNull(scan, column.column(), owner);
    return "coalesce(" + value + ", error(" + SqlTypes.text(message) + "))";
  }

  private String checked(String x, String owner, DataType type, int depth) {
    if (type instanceof ListType list) {
      return elements(x, owner, list, depth);
    }
    if (type instanceof RecordType record) {
      return fields(x, record, depth);
    }
    if (type instanceof EnumType) {
      String end = "'" + SourceMessages.enumMisfit(type, column.column());
      return CastSql.fromColumn(x, type, SourceMessages.holds(scan) + "'", end);
    }
    boolean isTemporal = type instanceof ScalarType scalar && scalar.isTemporal();
    return isTemporal && !known.inYears() ? inYears(x, type) : x;
  }

  private String elements(String x, String owner, ListType list, int depth) {
    String element = "e" + depth;
    String value = checked(element, owner, list.element(), depth + 1);
    String checked = required("an element of " + owner, list.elementNullable(), value);
    return checked.equals(element)
        ? x
        : "list_transform(" + x + ", lambda " + element + ": " + checked + ")";
  }

  private String fields(String x, RecordType record, int depth) {
    boolean isPlain = true;
    List<String> fields = new ArrayList<>();
    for (Component component : record.components()) {
      String owner = record.name() + "." + component.name();
      String name = SqlTypes.quote(component.column());
      String plain = "(" + x + ")." + name;
      String value = checked(plain, owner, component.type(), depth);
      String field = required(owner, component.nullable(), value);
      isPlain &= field.equals(plain);
      fields.add(name + " := " + field);
    }
    String packed = "struct_pack(" + String.join(", ", fields) + ")";
    return isPlain ? x : "(CASE WHEN " + x + " IS NULL THEN NULL ELSE " + packed + " END)";
  }

  private String inYears(String x, DataType type) {
    String sql = SqlTypes.of(type);
    return "CASE WHEN "
        + x
        + " < CAST('0001-01-01' AS "
        + sql
        + ") OR "
        + x
        + " >= CAST('10000-01-01' AS "
        + sql
        + ") THEN error("
        + SqlTypes.text(DuckDbErrors.INPUT + SourceMessages.leavesTheYears(scan, column))
        + ") ELSE "
        + x
        + " END";
  }
}
