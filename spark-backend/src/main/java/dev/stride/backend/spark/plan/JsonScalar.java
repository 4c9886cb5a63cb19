// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.SourceMessages;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.ScalarType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads values without brackets: none is rounded, and no text stands for a number. */
record JsonScalar(Reader reader, String holds, String misfit) implements JsonValue {
  private static final Pattern PLAIN = Pattern.compile("-?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)");

  /** The digits that every double keeps. */
  private static final int EXACT_DIGITS = 15;

  private static final int HEXADECIMAL = 16;

  /** The value at the parser's token, or null where it is none of the type. */
  interface Reader {
    @Nullable Object read(JsonParser json, JsonToken token) throws IOException;
  }

  static JsonScalar of(JsonPlace place, DataType type) {
    return new JsonScalar(
        reader(type),
        SourceMessages.holds(place.scan()),
        SourceMessages.jsonMisfit(type, place.column(), place.owner()));
  }

  @Override
  public Object read(JsonParser json) throws IOException {
    Object value = reader.read(json, json.currentToken());
    if (value == null) {
      throw new StrideException(FailureKind.CONFIGURATION, holds + JsonValue.text(json) + misfit);
    }
    return value;
  }

  private static Reader reader(DataType type) {
    if (type instanceof DecimalType decimal) {
      return (json, token) -> fitting(decimal(json, token), decimal);
    }
    if (!(type instanceof ScalarType scalar)) {
      return text(TextValue.of(type));
    }
    return switch (scalar) {
      case BOOL -> (json, token) -> token.isBoolean() ? json.getBooleanValue() : null;
      case INT -> JsonScalar::integer;
      case LONG -> JsonScalar::longInteger;
      case FLOAT -> JsonScalar::single;
      case DOUBLE -> JsonScalar::real;
      case BINARY -> text(JsonScalar::binary);
      case STRING, DATE, LOCAL_TIMESTAMP, INSTANT -> text(TextValue.of(type));
    };
  }

  private static Reader text(TextValue value) {
    return (json, token) ->
        token == JsonToken.VALUE_STRING ? value.of(wellFormed(json, json.getText())) : null;
  }

  /** An escape may make half a character, which is no text. */
  private static String wellFormed(JsonParser json, String text) throws IOException {
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      if (Character.isSurrogate(c)) {
        boolean isPair =
            index + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(index + 1));
        if (!isPair) {
          throw new JsonParseException(json, "half a character");
        }
        index++;
      }
    }
    return text;
  }

  private static @Nullable Object integer(JsonParser json, JsonToken token) throws IOException {
    boolean fits =
        token == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == JsonParser.NumberType.INT;
    return fits ? json.getIntValue() : null;
  }

  private static @Nullable Object longInteger(JsonParser json, JsonToken token) throws IOException {
    boolean fits =
        token == JsonToken.VALUE_NUMBER_INT
            && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    return fits ? json.getLongValue() : null;
  }

  private static @Nullable Object real(JsonParser json, JsonToken token) throws IOException {
    if (!token.isNumeric()) {
      return null;
    }
    boolean isWord = json.isNaN();
    double value = json.getDoubleValue();
    return isWord || Double.isFinite(value) ? (Object) value : null;
  }

  private static @Nullable Object single(JsonParser json, JsonToken token) throws IOException {
    if (!token.isNumeric()) {
      return null;
    }
    boolean isWord = json.isNaN();
    float value = isWord ? (float) json.getDoubleValue() : Float.parseFloat(json.getText());
    return isWord || Float.isFinite(value) ? (Object) value : null;
  }

  /** A number of many digits with a point is a double first, as on every engine. */
  private static @Nullable BigDecimal decimal(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      String text = json.getText();
      return PLAIN.matcher(text).matches() ? new BigDecimal(text) : null;
    }
    if (!token.isNumeric() || json.isNaN()) {
      return null;
    }
    BigDecimal value = new BigDecimal(json.getText());
    boolean isExact = token == JsonToken.VALUE_NUMBER_INT || value.precision() <= EXACT_DIGITS;
    return isExact || Double.isInfinite(value.doubleValue())
        ? value
        : BigDecimal.valueOf(value.doubleValue());
  }

  /** The same value with the type's scale; null where digits would be lost. */
  private static @Nullable BigDecimal fitting(@Nullable BigDecimal value, DecimalType type) {
    if (value == null) {
      return null;
    }
    BigDecimal least = value.stripTrailingZeros();
    boolean fits =
        least.scale() <= type.scale()
            && (long) least.precision() - least.scale() <= type.precision() - type.scale();
    return fits ? least.setScale(type.scale()) : null;
  }

  /** ASCII stands for itself, {@code \xFF} for any byte. */
  private static byte @Nullable [] binary(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int index = 0; index < text.length(); index++) {
      char c = text.charAt(index);
      int value = c < 0x80 ? c : -1;
      if (c == '\\') {
        value = text.startsWith("\\x", index) ? hexadecimal(text, index + 2) : -1;
        index += 3;
      }
      if (value < 0) {
        return null;
      }
      bytes.write(value);
    }
    return bytes.toByteArray();
  }

  private static int hexadecimal(String text, int from) {
    if (from + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(from), HEXADECIMAL);
    int low = Character.digit(text.charAt(from + 1), HEXADECIMAL);
    return high < 0 || low < 0 ? -1 : high * HEXADECIMAL + low;
  }
}
