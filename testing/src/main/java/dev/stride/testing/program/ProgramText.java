// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.expression.Expression;
import dev.stride.api.relation.Aggregate;
import dev.stride.api.relation.Join;
import dev.stride.api.relation.Limit;
import dev.stride.api.relation.Opaque;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Select;
import dev.stride.api.relation.SetOperation;
import dev.stride.api.type.RecordType;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Programs and their data as text for a report. */
public final class ProgramText {
  private ProgramText() {}

  /** The program and its rows, indented by depth, a selected column to a line. */
  public static String of(Relation relation) {
    StringBuilder text = new StringBuilder();
    append(relation, "", text);
    return text.toString();
  }

  private static void append(Relation relation, String indent, StringBuilder text) {
    text.append(indent).append(relation.getClass().getSimpleName()).append(detail(relation));
    text.append(" -> ").append(relation.output()).append('\n');
    List<Expression<?>> expressions = Relations.expressions(relation);
    for (int index = 0; index < expressions.size(); index++) {
      text.append(indent).append("  . ").append(name(relation, index));
      text.append(expressions.get(index)).append('\n');
    }
    if (relation instanceof Rows rows) {
      rows.rows().forEach(row -> text.append(indent).append("  | ").append(of(row)).append('\n'));
    }
    relation.inputs().forEach(input -> append(input, indent + "    ", text));
  }

  private static String name(Relation relation, int index) {
    return relation instanceof Select || relation instanceof Aggregate
        ? relation.output().components().get(index).name() + " = "
        : "";
  }

  private static String detail(Relation relation) {
    if (relation instanceof Join join) {
      return " " + join.kind() + " keys " + join.keys().size();
    }
    if (relation instanceof SetOperation operation) {
      return " " + operation.kind();
    }
    if (relation instanceof Limit limit) {
      return " " + limit.count() + " after " + limit.offset();
    }
    return relation instanceof Opaque opaque ? " " + opaque.code().getClass().getSimpleName() : "";
  }

  /** A value that can be told from every other one: texts quoted, bytes in hexadecimal digits. */
  static String of(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return "0x" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof String string) {
      return quoted(string);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ProgramText::of).toList().toString();
    }
    return value instanceof Record row ? record(row) : String.valueOf(value);
  }

  private static String record(Record row) {
    RecordType type = RecordType.of(row.getClass());
    StringBuilder text = new StringBuilder(type.name()).append('(');
    for (int index = 0; index < type.components().size(); index++) {
      Object value = type.access().value(row, index);
      if (value != null) {
        text.append(type.components().get(index).name()).append('=').append(of(value));
        text.append(' ');
      }
    }
    return text.append(')').toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    text.chars()
        .forEach(
            c -> quoted.append(c < ' ' || c > '~' ? String.format("\\u%04x", c) : "" + (char) c));
    return quoted.append("'").toString();
  }
}
