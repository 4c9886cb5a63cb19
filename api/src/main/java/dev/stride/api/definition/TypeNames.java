// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** Reads and prints generic types. */
public final class TypeNames {
  private TypeNames() {}

  /** The class of a type without its arguments; {@code Object} for type variables. */
  public static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    return Object.class;
  }

  /** The type as it is written in code, without packages: {@code List<CarrierModel>}. */
  public static String of(Type type) {
    return type.getTypeName().replaceAll("[A-Za-z_0-9]+(\\.|\\$)(?=[A-Za-z_])", "");
  }
}
