// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourceMessages;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lines of JSON, read as JSON down to the leaves: DuckDB's own conversion rounds 1.7 to 2 and takes
 * texts as numbers, so each leaf is converted only where its JSON type fits.
 */
record JsonLinesScan(Scan scan, List<Path> files) {

  /** A value on its way to a component. */
  private record Leaf(String sql, Component top, String owner) {}

  String sql() {
    List<Component> components = scan.output().components();
    String columns =
        components.stream()
            .map(c -> SqlTypes.text(c.column()) + ": " + SqlTypes.text(json(c.type())))
            .collect(Collectors.joining(", ", "{", "}"));
    String selected =
        components.stream()
            .map(c -> column(c) + " AS " + SqlTypes.quote(c.name()))
            .collect(Collectors.joining(", "));
    return "SELECT "
        + selected
        + " FROM read_json("
        + ScanFiles.list(files)
        + ", columns = "
        + columns
        + ", format = 'newline_delimited', records = true)";
  }

  private static String json(DataType type) {
    if (type instanceof ListType list) {
      return json(list.element()) + "[]";
    }
    if (type instanceof RecordType record) {
      return record.components().stream()
          .map(component -> SqlTypes.quote(component.column()) + " " + json(component.type()))
          .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }
    return "JSON";
  }

  private String column(Component component) {
    String owner = scan.output().name() + "." + component.name();
    Leaf leaf = new Leaf(SqlTypes.quote(component.column()), component, owner);
    return ScanFiles.required(scan, component, value(leaf, component.type(), 0));
  }

  private String value(Leaf leaf, DataType type, int depth) {
    String x = leaf.sql();
    if (type instanceof ListType list) {
      String element = "e" + depth;
      String converted =
          inside(
              new Leaf(element, leaf.top(), leaf.owner()),
              "an element of " + leaf.owner(),
              list.elementNullable(),
              list.element(),
              depth + 1);
      return "list_transform(" + x + ", lambda " + element + ": " + converted + ")";
    }
    if (type instanceof RecordType record) {
      String fields =
          record.components().stream()
              .map(c -> SqlTypes.quote(c.column()) + " := " + field(leaf, record, c, depth))
              .collect(Collectors.joining(", "));
      return "(CASE WHEN " + x + " IS NULL THEN NULL ELSE struct_pack(" + fields + ") END)";
    }
    return "(CASE WHEN "
        + x
        + " IS NULL THEN NULL ELSE coalesce("
        + converted(x, type)
        + ", error("
        + misfit(leaf, type)
        + ")) END)";
  }

  private String field(Leaf leaf, RecordType record, Component component, int depth) {
    String owner = record.name() + "." + component.name();
    String x = leaf.sql() + "." + SqlTypes.quote(component.column());
    return inside(
        new Leaf(x, leaf.top(), owner), owner, component.nullable(), component.type(), depth);
  }

  /** A value inside of a list or a record: an error where it is null and must not be. */
  private String inside(Leaf leaf, String owner, boolean nullable, DataType type, int depth) {
    String converted = value(leaf, type, depth);
    String message = DuckDbErrors.INPUT + SourceMessages.isNull(scan, leaf.top().column(), owner);
    return nullable
        ? converted
        : "coalesce(" + converted + ", error(" + SqlTypes.text(message) + "))";
  }

  /** Null where the value does not fit. */
  private static String converted(String x, DataType type) {
    String text = "(" + x + " ->> '$')";
    if (type instanceof DecimalType decimal) {
      return decimal(x, text, decimal);
    }
    String cast = "TRY_CAST(" + text + " AS " + SqlTypes.of(type) + ")";
    if (!(type instanceof ScalarType scalar)) {
      return where(x, "'VARCHAR'", CastSql.orNull(text, type));
    }
    return switch (scalar) {
      case BOOL -> where(x, "'BOOLEAN'", cast);
      case INT, LONG -> where(x, "'BIGINT', 'UBIGINT'", cast);
      case FLOAT, DOUBLE -> where(x, "'BIGINT', 'UBIGINT', 'DOUBLE'", finite(text, cast));
      case STRING -> where(x, "'VARCHAR'", text);
      case BINARY -> where(x, "'VARCHAR'", cast);
      case DATE, LOCAL_TIMESTAMP, INSTANT -> where(x, "'VARCHAR'", CastSql.orNull(text, type));
    };
  }

  /** DuckDB makes 1e400 infinite; a file may still say Infinity or NaN, as some writers do. */
  private static String finite(String text, String cast) {
    return "CASE WHEN isfinite("
        + cast
        + ") OR NOT regexp_matches("
        + text
        + ", '^-?[0-9]') THEN "
        + cast
        + " END";
  }

  private static String where(String x, String types, String value) {
    return "CASE WHEN json_type(" + x + ") IN (" + types + ") THEN " + value + " END";
  }

  /**
   * Without rounding; a text holds digits that DuckDB's numbers of JSON, which are doubles, lose.
   */
  private static String decimal(String x, String text, DecimalType type) {
    String digits = "-?0*[0-9]{0," + (type.precision() - type.scale()) + "}";
    String fits = SqlTypes.text(digits + "(\\.[0-9]{0," + type.scale() + "}0*)?");
    String number = SqlTypes.text("-?[0-9.]+(e[+-]?[0-9]{1,2})?");
    String plain =
        "CASE WHEN json_type("
            + x
            + ") = 'VARCHAR' THEN "
            + text
            + " WHEN regexp_full_match(lower("
            + text
            + "), "
            + number
            + ") THEN stride_plain(lower("
            + text
            + ")) END";
    return "CASE WHEN json_type("
        + x
        + ") IN ('VARCHAR', 'BIGINT', 'UBIGINT', 'DOUBLE') AND regexp_full_match("
        + plain
        + ", "
        + fits
        + ") THEN TRY_CAST("
        + plain
        + " AS "
        + SqlTypes.of(type)
        + ") END";
  }

  private String misfit(Leaf leaf, DataType type) {
    String start = DuckDbErrors.INPUT + SourceMessages.holds(scan);
    String end = SourceMessages.jsonMisfit(type, leaf.top().column(), leaf.owner());
    return SqlTypes.text(start)
        + " || left(CAST("
        + leaf.sql()
        + " AS VARCHAR), 100) || "
        + SqlTypes.text(end);
  }
}
