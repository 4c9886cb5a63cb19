// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import dev.stride.api.Dataset;
import dev.stride.api.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which types of values can travel between steps and into the store. */
final class ValueTypes {
  private static final Set<Class<?>> PLAIN =
      Set.of(
          Boolean.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Character.class,
          String.class,
          BigDecimal.class,
          BigInteger.class,
          byte[].class,
          MonthDay.class,
          ZoneId.class,
          ZoneOffset.class);

  private ValueTypes() {}

  /** All reasons why values of {@code type} cannot be stored; none if they can. */
  static List<String> problems(Type type) {
    return problems(type, new HashSet<>());
  }

  /**
   * @param seen records and sealed interfaces that are being looked at, or have been
   */
  private static List<String> problems(Type type, Set<Type> seen) {
    Class<?> raw = TypeNames.raw(type);
    if (type instanceof TypeVariable || raw == Object.class) {
      return List.of(TypeNames.of(type) + " is not a concrete type (name the type of its values)");
    }
    if (isPlain(raw)) {
      return List.of();
    }
    if (raw == Secret.class) {
      return List.of("a secret cannot be a value (name it by @Secrets on each step that needs it)");
    }
    if (raw == Dataset.class) {
      return List.of("a dataset cannot be part of a value (return the dataset itself)");
    }
    if (raw == List.class) {
      return ofArgument(type, raw, 0, seen);
    }
    if (raw == Optional.class) {
      return ofOptional(type, seen);
    }
    if (raw == Map.class) {
      return ofMap(type, seen);
    }
    if (raw.isRecord() && raw.getTypeParameters().length > 0) {
      return List.of(
          TypeNames.of(type)
              + " is a generic record, whose values cannot be read again (declare a record with"
              + " these types)");
    }
    if (raw.isRecord()) {
      return seen.add(raw) ? ofRecord(raw, seen) : List.of();
    }
    if (raw.isInterface() && raw.isSealed()) {
      return seen.add(raw) ? ofSealed(raw, seen) : List.of();
    }
    return List.of(refused(type));
  }

  private static boolean isPlain(Class<?> raw) {
    return (raw.isPrimitive() && raw != void.class)
        || PLAIN.contains(raw)
        || raw.isEnum()
        || (raw.getPackageName().equals("java.time")
            && (Temporal.class.isAssignableFrom(raw)
                || TemporalAmount.class.isAssignableFrom(raw)));
  }

  private static List<String> ofArgument(Type type, Class<?> raw, int index, Set<Type> seen) {
    if (!(type instanceof ParameterizedType parameterized)) {
      return List.of(
          raw.getSimpleName()
              + " has no element type (use a method reference, whose type is known)");
    }
    return problems(parameterized.getActualTypeArguments()[index], seen);
  }

  private static List<String> ofOptional(Type type, Set<Type> seen) {
    return type instanceof ParameterizedType parameterized
            && TypeNames.raw(parameterized.getActualTypeArguments()[0]) == Optional.class
        ? List.of("an Optional cannot hold another (use one)")
        : ofArgument(type, Optional.class, 0, seen);
  }

  private static List<String> ofMap(Type type, Set<Type> seen) {
    List<String> problems = new ArrayList<>();
    if (type instanceof ParameterizedType parameterized) {
      Class<?> key = TypeNames.raw(parameterized.getActualTypeArguments()[0]);
      if (!isPlain(key) || key == byte[].class) {
        problems.add("a Map's key must be a String, an enum or a boxed value");
      }
    }
    problems.addAll(ofArgument(type, Map.class, 1, seen));
    return problems;
  }

  private static List<String> ofRecord(Class<?> raw, Set<Type> seen) {
    List<String> problems = new ArrayList<>();
    for (RecordComponent component : raw.getRecordComponents()) {
      String place = raw.getSimpleName() + "." + component.getName() + ": ";
      problems(component.getGenericType(), seen).forEach(problem -> problems.add(place + problem));
    }
    return problems;
  }

  /** Permitted types are told apart by their simple names, and only records have room for one. */
  private static List<String> ofSealed(Class<?> raw, Set<Type> seen) {
    List<String> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Class<?> permitted : raw.getPermittedSubclasses()) {
      if (!names.add(permitted.getSimpleName())) {
        problems.add(
            raw.getSimpleName()
                + " has two records named "
                + permitted.getSimpleName()
                + " (rename one)");
      } else if (permitted.isRecord() || permitted.isInterface()) {
        problems.addAll(problems(permitted, seen));
      } else {
        problems.add(refused(permitted));
      }
    }
    return problems;
  }

  private static String refused(Type type) {
    return TypeNames.of(type)
        + " cannot be stored (use a record, a List, a Map, a boxed value, a String, an enum, byte[],"
        + " an Optional, java.time or a sealed interface of records)";
  }
}
