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

  /** Why values of {@code type} cannot be stored; empty if they can. */
  static Optional<String> problem(Type type) {
    return problem(type, new HashSet<>());
  }

  private static Optional<String> problem(Type type, Set<Type> seen) {
    Class<?> raw = TypeNames.raw(type);
    if (type instanceof TypeVariable || raw == Object.class) {
      return Optional.of(
          TypeNames.of(type) + " is not a concrete type (name the type of its values)");
    }
    if (isPlain(raw) || !seen.add(type)) {
      return Optional.empty();
    }
    if (raw == Secret.class) {
      return Optional.of(
          "a secret cannot be a value (name it by @Secrets on each step that needs it)");
    }
    if (raw == Dataset.class) {
      return Optional.of("a dataset cannot be part of a value (return the dataset itself)");
    }
    if (raw == List.class) {
      return argument(type, raw, 0, seen);
    }
    if (raw == Optional.class) {
      return optionalProblem(type, seen);
    }
    if (raw == Map.class) {
      return mapProblem(type, seen);
    }
    if (raw.isRecord() && raw.getTypeParameters().length > 0) {
      return Optional.of(
          TypeNames.of(type)
              + " is a generic record, whose values cannot be read again (declare a record with"
              + " these types)");
    }
    if (raw.isRecord()) {
      return recordProblem(raw, seen);
    }
    return raw.isInterface() && raw.isSealed()
        ? sealedProblem(raw, seen)
        : Optional.of(refused(type));
  }

  private static boolean isPlain(Class<?> raw) {
    return (raw.isPrimitive() && raw != void.class)
        || PLAIN.contains(raw)
        || raw.isEnum()
        || (raw.getPackageName().equals("java.time")
            && (Temporal.class.isAssignableFrom(raw)
                || TemporalAmount.class.isAssignableFrom(raw)));
  }

  private static Optional<String> argument(Type type, Class<?> raw, int index, Set<Type> seen) {
    if (!(type instanceof ParameterizedType parameterized)) {
      return Optional.of(
          raw.getSimpleName()
              + " has no element type (use a method reference, whose type is known)");
    }
    return problem(parameterized.getActualTypeArguments()[index], seen);
  }

  private static Optional<String> optionalProblem(Type type, Set<Type> seen) {
    return type instanceof ParameterizedType parameterized
            && TypeNames.raw(parameterized.getActualTypeArguments()[0]) == Optional.class
        ? Optional.of("an Optional cannot hold another (use one)")
        : argument(type, Optional.class, 0, seen);
  }

  private static Optional<String> mapProblem(Type type, Set<Type> seen) {
    if (type instanceof ParameterizedType parameterized) {
      Class<?> key = TypeNames.raw(parameterized.getActualTypeArguments()[0]);
      if (!isPlain(key) || key == byte[].class) {
        return Optional.of("a Map's key must be a String, an enum or a boxed value");
      }
    }
    return argument(type, Map.class, 1, seen);
  }

  private static Optional<String> recordProblem(Class<?> raw, Set<Type> seen) {
    for (RecordComponent component : raw.getRecordComponents()) {
      Optional<String> problem = problem(component.getGenericType(), seen);
      if (problem.isPresent()) {
        return Optional.of(raw.getSimpleName() + "." + component.getName() + ": " + problem.get());
      }
    }
    return Optional.empty();
  }

  /** Permitted types are told apart by their simple names, and only records have room for one. */
  private static Optional<String> sealedProblem(Class<?> raw, Set<Type> seen) {
    Set<String> names = new HashSet<>();
    for (Class<?> permitted : raw.getPermittedSubclasses()) {
      if (!names.add(permitted.getSimpleName())) {
        return Optional.of(
            raw.getSimpleName()
                + " has two records named "
                + permitted.getSimpleName()
                + " (rename one)");
      }
      Optional<String> problem =
          permitted.isRecord() || permitted.isInterface()
              ? problem(permitted, seen)
              : Optional.of(refused(permitted));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static String refused(Type type) {
    return TypeNames.of(type)
        + " cannot be stored (use a record, a List, a Map, a boxed value, a String, an enum, byte[],"
        + " an Optional, java.time or a sealed interface of records)";
  }
}
