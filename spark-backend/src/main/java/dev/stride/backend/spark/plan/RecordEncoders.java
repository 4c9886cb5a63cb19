// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoder;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders;
import org.apache.spark.sql.types.Metadata;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * Records as Spark's rows. The one class that knows Spark's encoders, which are no public API: it
 * is compiled against 4.1 and run on 4.0 too. A column is named like the record's component, since
 * Spark calls the accessor of that name and finds the constructor's parameters by it.
 */
final class RecordEncoders {
  private RecordEncoders() {}

  @SuppressWarnings("unchecked")
  static Encoder<Record> of(RecordType type) {
    return (Encoder<Record>) (Encoder<?>) product(type);
  }

  private static AgnosticEncoder<?> product(RecordType type) {
    List<AgnosticEncoders.EncoderField> fields = new ArrayList<>();
    for (Component component : type.components()) {
      fields.add(
          new AgnosticEncoders.EncoderField(
              component.name(),
              encoder(component.type(), component.nullable()),
              component.nullable(),
              Metadata.empty(),
              Option.apply(component.name()),
              Option.empty()));
    }
    return new AgnosticEncoders.ProductEncoder<>(
        ClassTag.apply(type.type()), CollectionConverters.asScala(fields).toSeq(), Option.empty());
  }

  private static AgnosticEncoder<?> encoder(DataType type, boolean nullable) {
    if (type instanceof RecordType record) {
      return product(record);
    }
    if (type instanceof DecimalType decimal) {
      return new AgnosticEncoders.JavaDecimalEncoder(
          new org.apache.spark.sql.types.DecimalType(decimal.precision(), decimal.scale()), false);
    }
    if (type instanceof EnumType constants) {
      return new AgnosticEncoders.JavaEnumEncoder<>(ClassTag.apply(constants.type()));
    }
    if (type instanceof ListType list) {
      return new AgnosticEncoders.IterableEncoder<>(
          ClassTag.apply(List.class), encoder(list.element(), true), list.elementNullable(), false);
    }
    return scalar((ScalarType) type, nullable);
  }

  private static AgnosticEncoder<?> scalar(ScalarType type, boolean nullable) {
    return switch (type) {
      case BOOL ->
          nullable
              ? AgnosticEncoders.BoxedBooleanEncoder$.MODULE$
              : AgnosticEncoders.PrimitiveBooleanEncoder$.MODULE$;
      case INT ->
          nullable
              ? AgnosticEncoders.BoxedIntEncoder$.MODULE$
              : AgnosticEncoders.PrimitiveIntEncoder$.MODULE$;
      case LONG ->
          nullable
              ? AgnosticEncoders.BoxedLongEncoder$.MODULE$
              : AgnosticEncoders.PrimitiveLongEncoder$.MODULE$;
      case FLOAT ->
          nullable
              ? AgnosticEncoders.BoxedFloatEncoder$.MODULE$
              : AgnosticEncoders.PrimitiveFloatEncoder$.MODULE$;
      case DOUBLE ->
          nullable
              ? AgnosticEncoders.BoxedDoubleEncoder$.MODULE$
              : AgnosticEncoders.PrimitiveDoubleEncoder$.MODULE$;
      case STRING -> AgnosticEncoders.StringEncoder$.MODULE$;
      case BINARY -> AgnosticEncoders.BinaryEncoder$.MODULE$;
      case DATE -> new AgnosticEncoders.LocalDateEncoder(false);
      case LOCAL_TIMESTAMP -> AgnosticEncoders.LocalDateTimeEncoder$.MODULE$;
      case INSTANT -> new AgnosticEncoders.InstantEncoder(false);
    };
  }
}
