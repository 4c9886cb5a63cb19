// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import static org.apache.spark.sql.functions.col;

import dev.stride.api.expression.Side;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.RecordType;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How columns are named: in plans as in files, so that nothing is renamed on the way. */
final class Columns {
  static final String LEFT = "l";
  static final String RIGHT = "r";
  static final String ELEMENT = "$element";

  private static final String WINDOW = "$window";

  private Columns() {}

  /** The column of that window of a projection. */
  static Column window(int index) {
    return named(windowName(index));
  }

  static String windowName(int index) {
    return WINDOW + index;
  }

  /** The column of that name, whatever characters it has. */
  static Column named(String name) {
    return col(quoted(name));
  }

  /** The column of one side. */
  static Column of(Side side, Component component) {
    String name = component.column();
    return switch (side) {
      case INPUT -> named(name);
      case LEFT -> col(LEFT + "." + quoted(name));
      case RIGHT -> col(RIGHT + "." + quoted(name));
    };
  }

  /** The columns of a record, in its order. */
  static Column[] of(RecordType record) {
    return record.components().stream()
        .map(component -> of(Side.INPUT, component))
        .toArray(Column[]::new);
  }

  /** The rows with columns named like components, as Spark's encoders want them. */
  static Dataset<Row> decodable(Dataset<Row> rows, RecordType record) {
    return SparkTypes.isRenamedWithin(record)
        ? rows.select(
            record.components().stream()
                .map(
                    component ->
                        typed(of(Side.INPUT, component), component, SparkTypes::decoded)
                            .as(component.name()))
                .toArray(Column[]::new))
        : rows;
  }

  /** What encoders made, with columns named as in plans. */
  static Dataset<Row> encoded(Dataset<Row> rows, RecordType record) {
    return SparkTypes.isRenamedWithin(record)
        ? rows.select(
            record.components().stream()
                .map(
                    component ->
                        typed(named(component.name()), component, SparkTypes::of)
                            .as(component.column()))
                .toArray(Column[]::new))
        : rows;
  }

  private static Column typed(
      Column column,
      Component component,
      Function<DataType, org.apache.spark.sql.types.DataType> types) {
    return SparkTypes.isRenamedWithin(component.type())
        ? column.cast(types.apply(component.type()))
        : column;
  }

  private static String quoted(String name) {
    return "`" + name + "`";
  }
}
