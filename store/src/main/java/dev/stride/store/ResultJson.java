// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.exc.StreamWriteException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stride.api.Column;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows results as JSON, one document, rows streamed. A component that {@link Column} gives a
 * column is called like it. The stored form of values is {@link ValueCodec}'s. Not thread-safe.
 */
public final class ResultJson implements AutoCloseable {
  private static final JsonMapper MAPPER =
      Json.MAPPER.rebuild().annotationIntrospector(new ColumnNames()).build();

  private final JsonGenerator out;

  private ResultJson(JsonGenerator out) {
    this.out = out;
  }

  /** Starts a document on {@code stream}, which stays open. */
  public static ResultJson on(OutputStream stream) {
    try {
      JsonGenerator out = MAPPER.createGenerator(stream);
      out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      out.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
      return new ResultJson(out.useDefaultPrettyPrinter());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value as a tree: objects as maps, in order. */
  public static JsonNode tree(@Nullable Object value) {
    return MAPPER.valueToTree(value);
  }

  /** The same for a value of a declared type, in which records of sealed interfaces are named. */
  public static JsonNode tree(@Nullable Object value, Type type) {
    try {
      return MAPPER.readTree(writer(type).writeValueAsBytes(value));
    } catch (IOException e) {
      throw cannot(e);
    }
  }

  private static ObjectWriter writer(Type type) {
    return MAPPER.writer().forType(MAPPER.constructType(type));
  }

  /** One line of JSON. */
  public static String line(Object value) {
    return MAPPER.valueToTree(value).toString();
  }

  /** Opens an object. */
  public ResultJson begin() {
    return emit(JsonGenerator::writeStartObject);
  }

  /** Opens an object under a name. */
  public ResultJson begin(String name) {
    return emit(json -> json.writeObjectFieldStart(name));
  }

  /** Closes the object. */
  public ResultJson end() {
    return emit(JsonGenerator::writeEndObject);
  }

  /** Closes everything but the document, whatever was being written. */
  public ResultJson unwind() {
    return emit(
        json -> {
          while (!json.getOutputContext().getParent().inRoot()) {
            completeField(json);
            if (json.getOutputContext().inArray()) {
              json.writeEndArray();
            } else {
              json.writeEndObject();
            }
          }
        });
  }

  /** A name whose value failed gets null; the generator tells by its refusal that none waits. */
  private static void completeField(JsonGenerator json) throws IOException {
    if (json.getOutputContext().inObject()) {
      try {
        json.writeNull();
      } catch (StreamWriteException e) {
        return;
      }
    }
  }

  /** Adds a value under a name. */
  public ResultJson put(String name, @Nullable Object value) {
    return emit(
        json -> {
          json.writeFieldName(name);
          MAPPER.writeValue(json, value);
        });
  }

  /** Adds a value of a declared type under a name; records of sealed interfaces are named. */
  public ResultJson put(String name, @Nullable Object value, Type type) {
    return emit(
        json -> {
          json.writeFieldName(name);
          writer(type).writeValue(json, value);
        });
  }

  /** Adds rows under a name, one after the other as they come. */
  public ResultJson putRows(String name, Stream<?> rows) {
    return emit(
        json -> {
          json.writeArrayFieldStart(name);
          for (Iterator<?> remaining = rows.iterator(); remaining.hasNext(); ) {
            MAPPER.writeValue(json, remaining.next());
          }
          json.writeEndArray();
        });
  }

  private ResultJson emit(Writing writing) {
    try {
      writing.write(out);
      return this;
    } catch (IOException e) {
      throw cannot(e);
    }
  }

  private interface Writing {
    void write(JsonGenerator json) throws IOException;
  }

  private static StrideException cannot(IOException e) {
    if (e instanceof JsonMappingException mapping) {
      return new StrideException(
          FailureKind.USER,
          "Cannot show value: "
              + Objects.requireNonNullElse(mapping.getCause(), mapping)
              + " at "
              + mapping.getPathReference()
              + " (correct the record's methods)",
          e);
    }
    return new StrideException(
        FailureKind.RESOURCES,
        "Cannot write result: " + e.getMessage() + " (stride artifact shows it again)",
        e);
  }

  /** Ends the document with a line feed. */
  @Override
  public void close() {
    emit(json -> json.writeRaw('\n'));
    try {
      out.close();
    } catch (IOException e) {
      throw cannot(e);
    }
  }

  /** Calls components by their columns. */
  private static final class ColumnNames extends Json.SealedTypes {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable PropertyName findNameForSerialization(Annotated annotated) {
      return column(annotated)
          .map(PropertyName::construct)
          .orElseGet(() -> super.findNameForSerialization(annotated));
    }

    private static Optional<String> column(Annotated annotated) {
      boolean component =
          annotated instanceof AnnotatedField
              || (annotated instanceof AnnotatedMethod method && method.getParameterCount() == 0);
      if (!component) {
        return Optional.empty();
      }
      AnnotatedMember member = (AnnotatedMember) annotated;
      RecordComponent[] components = member.getDeclaringClass().getRecordComponents();
      return components == null
          ? Optional.empty()
          : Arrays.stream(components)
              .filter(candidate -> candidate.getName().equals(member.getName()))
              .flatMap(candidate -> Stream.ofNullable(candidate.getAnnotation(Column.class)))
              .map(Column::value)
              .findFirst();
    }
  }
}
