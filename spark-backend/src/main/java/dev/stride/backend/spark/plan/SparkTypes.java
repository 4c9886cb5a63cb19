// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.util.function.Function;
import org.apache.spark.sql.types.DataTypes;

/** The algebra's types as Spark's. */
final class SparkTypes {
  private SparkTypes() {}

  /** The type of a value in plans and files, where nested fields are named like columns. */
  static org.apache.spark.sql.types.DataType of(DataType type) {
    return of(type, Component::column);
  }

  /** The type of a value that is decoded, where nested fields are named like components. */
  static org.apache.spark.sql.types.DataType decoded(DataType type) {
    return of(type, Component::name);
  }

  /** Whether some nested field has another name as a column. */
  static boolean isRenamedWithin(DataType type) {
    if (type instanceof ListType list) {
      return isRenamedWithin(list.element());
    }
    return type instanceof RecordType record
        && record.components().stream()
            .anyMatch(
                component ->
                    !component.name().equals(component.column())
                        || isRenamedWithin(component.type()));
  }

  private static org.apache.spark.sql.types.DataType of(
      DataType type, Function<Component, String> names) {
    if (type instanceof DecimalType decimal) {
      return DataTypes.createDecimalType(decimal.precision(), decimal.scale());
    }
    if (type instanceof EnumType) {
      return DataTypes.StringType;
    }
    if (type instanceof ListType list) {
      return DataTypes.createArrayType(of(list.element(), names), list.elementNullable());
    }
    if (type instanceof RecordType record) {
      return DataTypes.createStructType(
          record.components().stream()
              .map(
                  component ->
                      DataTypes.createStructField(
                          names.apply(component),
                          of(component.type(), names),
                          component.nullable()))
              .toList());
    }
    return scalar((ScalarType) type);
  }

  private static org.apache.spark.sql.types.DataType scalar(ScalarType type) {
    return switch (type) {
      case BOOL -> DataTypes.BooleanType;
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case FLOAT -> DataTypes.FloatType;
      case DOUBLE -> DataTypes.DoubleType;
      case STRING -> DataTypes.StringType;
      case BINARY -> DataTypes.BinaryType;
      case DATE -> DataTypes.DateType;
      case LOCAL_TIMESTAMP -> DataTypes.TimestampNTZType;
      case INSTANT -> DataTypes.TimestampType;
    };
  }
}
