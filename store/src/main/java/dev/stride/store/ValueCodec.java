// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads values of one declared type as JSON. Nothing in the bytes chooses a class.
 * Thread-safe.
 */
public final class ValueCodec {
  private final Type type;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  private ValueCodec(Type type, JavaType javaType) {
    this.type = type;
    // Not writerFor: it fixes the types inside, and that of an Optional then stays so in the cache.
    this.writer = Json.MAPPER.writer().forType(javaType);
    this.reader = Json.MAPPER.readerFor(javaType);
  }

  /** The codec of a declared type, as a step's method gives it. */
  public static ValueCodec of(Type type) {
    return new ValueCodec(type, Json.MAPPER.constructType(type));
  }

  /** The codec of lists of a declared type. */
  public static ValueCodec ofListOf(Type element) {
    JavaType elementType = Json.MAPPER.constructType(element);
    return new ValueCodec(
        element,
        Json.MAPPER.getTypeFactory().constructCollectionType(java.util.List.class, elementType));
  }

  /**
   * The value as JSON.
   *
   * @throws StrideException of kind {@code USER} if the value is not of the declared type
   */
  public byte[] encode(@Nullable Object value) {
    byte[] json;
    try {
      json = writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new StrideException(
          FailureKind.USER,
          "Cannot store value as "
              + type.getTypeName()
              + ": "
              + e.getOriginalMessage()
              + " (return a record, List, Map or plain value of the declared type)",
          e);
    }
    if (json.length > Json.MAX_DOCUMENT_BYTES) {
      throw new StrideException(
          FailureKind.USER,
          "Cannot store value as "
              + type.getTypeName()
              + ": it takes "
              + json.length
              + " bytes (return less than 1 GiB, or a dataset)");
    }
    return json;
  }

  /**
   * The value that {@link #encode} wrote.
   *
   * @throws StrideException of kind {@code INTERNAL} if the bytes are damaged
   */
  public @Nullable Object decode(byte[] json) {
    try {
      return reader.readValue(json);
    } catch (IOException e) {
      String reason =
          e instanceof JsonProcessingException known ? known.getOriginalMessage() : e.toString();
      throw new StrideException(
          FailureKind.INTERNAL,
          "Cannot read value as "
              + type.getTypeName()
              + ": "
              + reason
              + " (the step's type has changed, or the store is damaged; run the workflow again)",
          e);
    }
  }
}
