// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourceMessages;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Checks a column's values at every depth, as far as footers leave something to check. What needs
 * no check is the very column that was given, so that Spark reads it as it lies.
 */
record ParquetGuard(Scan scan, Component column, ParquetFooters footers) {

  Column guarded(Column value) {
    String owner = scan.output().name() + "." + column.name();
    return required(owner, column.nullable(), checked(value, owner, column.type()));
  }

  private Column required(String owner, boolean nullable, Column value) {
    return nullable || !footers.mayHaveNulls(column.column())
        ? value
        : coalesce(value, refusal(SourceMessages.isNull(scan, column.column(), owner)));
  }

  private static Column refusal(String message) {
    return raise_error(lit(SparkErrors.INPUT + message));
  }

  private Column checked(Column value, String owner, DataType type) {
    if (type instanceof ListType list) {
      return needsCheck(list)
          ? transform(
              value,
              element ->
                  required(
                      "an element of " + owner,
                      list.elementNullable(),
                      checked(element, owner, list.element())))
          : value;
    }
    if (type instanceof RecordType record) {
      return needsCheck(record) ? fields(value, record) : value;
    }
    if (!needsCheck(type)) {
      return value;
    }
    return type instanceof EnumType constants ? known(value, constants) : inYears(value);
  }

  /** Whether a value's own text or time, or anything inside of it, must be looked at by row. */
  private boolean needsCheck(DataType type) {
    if (type instanceof ListType list) {
      return needsCheck(list.element())
          || (!list.elementNullable() && footers.mayHaveNulls(column.column()));
    }
    if (type instanceof RecordType record) {
      return record.components().stream()
          .anyMatch(
              inner ->
                  needsCheck(inner.type())
                      || (!inner.nullable() && footers.mayHaveNulls(column.column())));
    }
    boolean isTemporal = type instanceof ScalarType scalar && scalar.isTemporal();
    return type instanceof EnumType || (isTemporal && footers.mayLeaveYears(column.column()));
  }

  private Column fields(Column value, RecordType record) {
    List<Column> fields = new ArrayList<>();
    for (Component inner : record.components()) {
      String owner = record.name() + "." + inner.name();
      Column field = checked(value.getField(inner.column()), owner, inner.type());
      fields.add(required(owner, inner.nullable(), field).as(inner.column()));
    }
    return when(value.isNotNull(), struct(fields.toArray(Column[]::new)));
  }

  private Column known(Column value, EnumType type) {
    Object[] names =
        Arrays.stream(type.type().getEnumConstants()).map(Enum::name).toArray(Object[]::new);
    Column message =
        concat(
            lit(SparkErrors.INPUT + SourceMessages.holds(scan) + "'"),
            value,
            lit("'" + SourceMessages.enumMisfit(type, column.column())));
    return when(value.isNull().or(value.isin(names)), value).otherwise(raise_error(message));
  }

  private Column inYears(Column value) {
    return TimeLowering.inYears(value, refusal(SourceMessages.leavesTheYears(scan, column)));
  }
}
