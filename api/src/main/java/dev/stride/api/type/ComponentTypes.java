// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.type;

import dev.stride.api.Decimal;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Maps the Java type of a record's component to its data type. */
final class ComponentTypes {
  private static final Map<Class<?>, ScalarType> SCALARS =
      Map.ofEntries(
          Map.entry(boolean.class, ScalarType.BOOL),
          Map.entry(Boolean.class, ScalarType.BOOL),
          Map.entry(int.class, ScalarType.INT),
          Map.entry(Integer.class, ScalarType.INT),
          Map.entry(long.class, ScalarType.LONG),
          Map.entry(Long.class, ScalarType.LONG),
          Map.entry(float.class, ScalarType.FLOAT),
          Map.entry(Float.class, ScalarType.FLOAT),
          Map.entry(double.class, ScalarType.DOUBLE),
          Map.entry(Double.class, ScalarType.DOUBLE),
          Map.entry(String.class, ScalarType.STRING),
          Map.entry(byte[].class, ScalarType.BINARY),
          Map.entry(LocalDate.class, ScalarType.DATE),
          Map.entry(LocalDateTime.class, ScalarType.LOCAL_TIMESTAMP),
          Map.entry(Instant.class, ScalarType.INSTANT));

  private static final Set<Class<?>> BOXED =
      Set.of(Boolean.class, Integer.class, Long.class, Float.class, Double.class);

  private ComponentTypes() {}

  static Component componentOf(RecordComponent component, String column, Set<Class<?>> enclosing) {
    AnnotatedType annotated = component.getAnnotatedType();
    if (!saysNullable(component)) {
      checkArray(annotated);
    }
    DataType type = typeOf(annotated, component.getAnnotation(Decimal.class), enclosing);
    boolean nullable =
        BOXED.contains(component.getType()) || saysNullable(component) || saysNullable(annotated);
    return new Component(component.getName(), column, type, nullable);
  }

  /**
   * The type of a value of this class, without decimals and lists, which need more than a class.
   */
  static @Nullable ScalarType scalarOf(Class<?> type) {
    return SCALARS.get(type);
  }

  /** The annotation in front of an array is its elements'; they cannot be null, so it is a slip. */
  private static void checkArray(AnnotatedType annotated) {
    if (annotated instanceof AnnotatedArrayType array
        && saysNullable(array.getAnnotatedGenericComponentType())) {
      throw new IllegalArgumentException(
          "is a @Nullable byte[], which says that its bytes may be null (write byte @Nullable [])");
    }
  }

  private static DataType typeOf(
      AnnotatedType annotated, @Nullable Decimal onComponent, Set<Class<?>> enclosing) {
    Class<?> raw = rawClass(annotated.getType());
    ScalarType scalar = SCALARS.get(raw);
    if (scalar != null) {
      return scalar;
    }
    if (raw == BigDecimal.class) {
      return decimal(onComponent == null ? annotated.getAnnotation(Decimal.class) : onComponent);
    }
    if (raw.isEnum()) {
      @SuppressWarnings("unchecked")
      Class<? extends Enum<?>> enumType = (Class<? extends Enum<?>>) raw;
      return new EnumType(enumType);
    }
    if (raw == List.class) {
      return list(annotated, enclosing);
    }
    if (raw.isRecord()) {
      return nested(raw, enclosing);
    }
    throw new IllegalArgumentException(
        "has the type "
            + annotated.getType().getTypeName()
            + " (use a primitive or boxed value, String, BigDecimal, LocalDate, LocalDateTime,"
            + " Instant, byte[], an enum, a record, or a List of these)");
  }

  private static RecordType nested(Class<?> raw, Set<Class<?>> enclosing) {
    RecordInspection inspection = RecordInspection.inspect(raw, enclosing);
    if (inspection.type() == null) {
      throw new IllegalArgumentException(
          "holds a record that cannot be stored: " + String.join("; ", inspection.problems()));
    }
    return inspection.type();
  }

  private static DecimalType decimal(@Nullable Decimal annotation) {
    if (annotation == null) {
      throw new IllegalArgumentException(
          "is a BigDecimal without a type (add @Decimal(precision = …, scale = …))");
    }
    return new DecimalType(annotation.precision(), annotation.scale());
  }

  private static ListType list(AnnotatedType annotated, Set<Class<?>> enclosing) {
    if (!(annotated instanceof AnnotatedParameterizedType parameterized)) {
      throw new IllegalArgumentException("is a raw List (give its element type)");
    }
    AnnotatedType element = parameterized.getAnnotatedActualTypeArguments()[0];
    checkArray(element);
    return new ListType(typeOf(element, null, enclosing), saysNullable(element));
  }

  private static Class<?> rawClass(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    return Object.class;
  }

  private static boolean saysNullable(AnnotatedElement element) {
    for (Annotation annotation : element.getAnnotations()) {
      if (annotation.annotationType().getSimpleName().equals("Nullable")) {
        return true;
      }
    }
    return false;
  }
}
