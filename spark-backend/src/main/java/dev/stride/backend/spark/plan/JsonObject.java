// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourceMessages;
import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Reads objects as rows: keys that no column has are skipped, columns without a key are null. */
final class JsonObject implements JsonValue {
  private final Field[] fields;
  private final Map<String, Integer> positions = new HashMap<>();

  private JsonObject(List<Field> fields) {
    this.fields = fields.toArray(Field[]::new);
    for (int index = 0; index < this.fields.length; index++) {
      positions.put(this.fields[index].key(), index);
    }
  }

  /**
   * A key of the object.
   *
   * @param isNull the message about a null where there must be none; null where it may be
   */
  private record Field(String key, JsonValue value, @Nullable String isNull) {
    static Field of(Scan scan, Component component, JsonValue value) {
      return new Field(
          component.column(),
          value,
          component.nullable() ? null : SourceMessages.isNull(scan, component));
    }
  }

  /** A line as a row of the given columns. */
  static JsonObject of(Scan scan, List<String> columns) {
    List<Component> components = scan.output().components();
    return new JsonObject(
        columns.stream()
            .flatMap(column -> components.stream().filter(known -> known.column().equals(column)))
            .map(
                component ->
                    Field.of(
                        scan,
                        component,
                        JsonValue.of(JsonPlace.of(scan, component), component.type())))
            .toList());
  }

  /** A record inside a line. */
  static JsonObject of(JsonPlace place, RecordType type) {
    return new JsonObject(
        type.components().stream()
            .map(
                component ->
                    new Field(
                        component.column(),
                        JsonValue.of(place.in(type, component), component.type()),
                        component.nullable() ? null : place.in(type, component).isNull()))
            .toList());
  }

  /** The row of an object without a key. */
  Row absent() {
    return complete(new Object[fields.length]);
  }

  @Override
  public Object read(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw JsonValue.unexpected(json, "object");
    }
    @Nullable Object[] values = new Object[fields.length];
    BitSet seen = new BitSet(fields.length);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      Integer position = positions.get(json.currentName());
      JsonToken token = json.nextToken();
      if (position == null) {
        json.skipChildren();
      } else if (seen.get(position)) {
        throw new JsonMisfit(" has the key '" + fields[position].key() + "' twice (remove one)");
      } else {
        seen.set(position);
        values[position] =
            token == JsonToken.VALUE_NULL ? null : fields[position].value().read(json);
      }
    }
    return complete(values);
  }

  private Row complete(@Nullable Object[] values) {
    for (int index = 0; index < values.length; index++) {
      String isNull = fields[index].isNull();
      if (values[index] == null && isNull != null) {
        throw new StrideException(FailureKind.CONFIGURATION, isNull);
      }
    }
    return RowFactory.create(values);
  }
}
