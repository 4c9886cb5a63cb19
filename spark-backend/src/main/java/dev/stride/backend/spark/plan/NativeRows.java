// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;

import dev.stride.api.expression.ErrorClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Native;
import dev.stride.api.type.Component;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** What native steps built, held to their record before the algebra goes on with it. */
final class NativeRows {
  private NativeRows() {}

  static Dataset<Row> checked(Native step, Dataset<Row> built) {
    Column[] columns =
        step.output().components().stream()
            .map(component -> column(step, built, component))
            .toArray(Column[]::new);
    return built.select(columns);
  }

  private static Column column(Native step, Dataset<Row> built, Component component) {
    StructField field =
        find(built, component)
            .orElseThrow(
                () ->
                    misfit(
                        step,
                        "it has no column '" + component.name() + "'",
                        "it has " + Arrays.toString(built.columns())));
    boolean isExact = sameType(field, component);
    if (!isExact) {
      throw misfit(
          step,
          "column '" + component.name() + "' is " + field.dataType().sql(),
          step.output() + "." + component.name() + " is " + component.type() + "; cast it");
    }
    Column column = Columns.named(field.name()).cast(SparkTypes.of(component.type()));
    boolean mayBeNull = field.nullable() && !component.nullable();
    return (mayBeNull ? coalesce(column, raise_error(lit(isNull(step, component)))) : column)
        .as(component.column());
  }

  private static boolean sameType(StructField field, Component component) {
    String found = field.dataType().simpleString();
    return found.equalsIgnoreCase(SparkTypes.decoded(component.type()).simpleString())
        || found.equalsIgnoreCase(SparkTypes.of(component.type()).simpleString());
  }

  private static Optional<StructField> find(Dataset<Row> built, Component component) {
    return Arrays.stream(built.schema().fields())
        .filter(field -> field.name().equalsIgnoreCase(component.name()))
        .findFirst();
  }

  private static String isNull(Native step, Component component) {
    return "NULL_VALUE: step '"
        + step.label()
        + "': "
        + ErrorClass.isNull(step.output().name() + "." + component.name());
  }

  private static StrideException misfit(Native step, String what, String remedy) {
    return new StrideException(
        FailureKind.USER,
        "Cannot use result of step '" + step.label() + "': " + what + " (" + remedy + ")");
  }
}
