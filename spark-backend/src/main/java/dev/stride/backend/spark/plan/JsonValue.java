// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stride.api.type.DataType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import java.io.IOException;
import java.io.StringWriter;

/** Reads JSON values of one type as what Spark takes for them. Confined to one task. */
interface JsonValue {
  /** How much of a value messages quote. */
  int QUOTED = 100;

  /** The value, which is not null, that begins at the parser's token; leaves it at its end. */
  Object read(JsonParser json) throws IOException;

  static JsonValue of(JsonPlace place, DataType type) {
    if (type instanceof RecordType record) {
      return JsonObject.of(place, record);
    }
    return type instanceof ListType list ? JsonArray.of(place, list) : JsonScalar.of(place, type);
  }

  /** A value where the line needs something with other brackets. */
  static JsonMisfit unexpected(JsonParser json, String wanted) throws IOException {
    return new JsonMisfit(
        " holds " + text(json) + ", which is no " + wanted + " (correct the line)");
  }

  /** The value at the parser's token as JSON, cut for messages. */
  static String text(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token.isNumeric() || token.isBoolean()) {
      return json.getText();
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      generator.copyCurrentStructure(json);
    }
    return text.getBuffer().substring(0, Math.min(QUOTED, text.getBuffer().length()));
  }
}
