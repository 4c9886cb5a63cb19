// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.type.ListType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads arrays as lists. */
record JsonArray(JsonValue element, boolean elementNullable, String isNull) implements JsonValue {
  static JsonArray of(JsonPlace place, ListType type) {
    return new JsonArray(
        JsonValue.of(place, type.element()), type.elementNullable(), place.element().isNull());
  }

  @Override
  public Object read(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw JsonValue.unexpected(json, "array");
    }
    List<@Nullable Object> values = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.VALUE_NULL) {
        values.add(element.read(json));
      } else if (elementNullable) {
        values.add(null);
      } else {
        throw new StrideException(FailureKind.CONFIGURATION, isNull);
      }
    }
    return values.toArray();
  }
}
