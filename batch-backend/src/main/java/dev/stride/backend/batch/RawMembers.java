// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Sets members of the service's own types from JSON, by the SDK's description of them. */
final class RawMembers {
  private RawMembers() {}

  /**
   * Sets what the JSON has.
   *
   * @param builder of a type of the service
   * @param own members that are not to be set
   * @throws IllegalArgumentException that says which member is unknown, Stride's own or of another
   *     type
   */
  static void set(SdkPojo builder, JsonNode json, String path, Set<String> own) {
    if (!json.isObject()) {
      throw new IllegalArgumentException("'" + path + "' is no object (write { … })");
    }
    Map<String, SdkField<?>> fields = new TreeMap<>();
    builder.sdkFields().forEach(field -> fields.put(field.locationName(), field));
    fields.keySet().removeAll(own);
    json.fieldNames()
        .forEachRemaining(
            name -> {
              String inside = path + "." + name;
              if (own.contains(name)) {
                throw new IllegalArgumentException(
                    "'" + inside + "' is Stride's own (leave it out)");
              }
              SdkField<?> field = fields.get(name);
              if (field == null) {
                throw new IllegalArgumentException(
                    "'" + inside + "' is unknown (it may have " + names(fields.keySet()) + ")");
              }
              field.set(builder, value(field, json.get(name), inside));
            });
  }

  private static String names(Collection<String> all) {
    return String.join(", ", all);
  }

  private static Object value(SdkField<?> field, JsonNode json, String path) {
    MarshallingType<?> type = field.marshallingType();
    if (type == MarshallingType.SDK_POJO) {
      SdkPojo builder = field.constructor().get();
      set(builder, json, path, Set.of());
      return ((Buildable) builder).build();
    }
    if (type == MarshallingType.LIST && json.isArray()) {
      return list(field.getRequiredTrait(ListTrait.class).memberFieldInfo(), json, path);
    }
    if (type == MarshallingType.MAP && json.isObject()) {
      return map(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), json, path);
    }
    return plain(type, json, path);
  }

  private static Object plain(MarshallingType<?> type, JsonNode json, String path) {
    if (type == MarshallingType.STRING && json.isTextual()) {
      return json.textValue();
    }
    if (type == MarshallingType.INTEGER && json.isInt()) {
      return json.intValue();
    }
    if (type == MarshallingType.LONG && json.isIntegralNumber()) {
      return json.longValue();
    }
    if (type == MarshallingType.DOUBLE && json.isNumber()) {
      return json.doubleValue();
    }
    if (type == MarshallingType.BOOLEAN && json.isBoolean()) {
      return json.booleanValue();
    }
    throw new IllegalArgumentException(
        "'" + path + "' is " + json + " (must be a " + type.getTargetClass().getSimpleName() + ")");
  }

  private static List<Object> list(SdkField<?> element, JsonNode json, String path) {
    List<Object> values = new ArrayList<>();
    for (int index = 0; index < json.size(); index++) {
      values.add(value(element, json.get(index), path + "[" + index + "]"));
    }
    return values;
  }

  private static Map<String, Object> map(SdkField<?> entry, JsonNode json, String path) {
    Map<String, Object> values = new LinkedHashMap<>();
    json.fieldNames()
        .forEachRemaining(
            name -> values.put(name, value(entry, json.get(name), path + "." + name)));
    return values;
  }
}
