// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.function;

import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The method that a serializable function was written as. Reads the name only; nothing is
 * serialized.
 *
 * @param declaringClass the class in which the method stands
 * @param name the method's name; for a lambda the compiler's own
 * @param method the method; null where it cannot be seen by reflection
 */
public record MethodReference(Class<?> declaringClass, String name, @Nullable Method method) {

  /**
   * The method behind {@code function}.
   *
   * @throws IllegalArgumentException if it is neither a method reference nor a lambda
   */
  public static MethodReference of(Serializable function) {
    SerializedLambda lambda = serialized(function);
    ClassLoader loader = function.getClass().getClassLoader();
    try {
      Class<?> declaring = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
      return new MethodReference(declaring, lambda.getImplMethodName(), find(declaring, lambda));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("Cannot find class of function: " + lambda, e);
    }
  }

  /** Whether {@code function} is a lambda that uses variables from around it. */
  public static boolean isCapturing(Serializable function) {
    return serialized(function).getCapturedArgCount() > 0;
  }

  /**
   * The values of the variables that a lambda uses from around it, in no order that means anything.
   */
  public static List<@Nullable Object> captured(Serializable function) {
    SerializedLambda lambda = serialized(function);
    List<@Nullable Object> values = new ArrayList<>();
    for (int index = 0; index < lambda.getCapturedArgCount(); index++) {
      values.add(lambda.getCapturedArg(index));
    }
    return values;
  }

  private static SerializedLambda serialized(Serializable function) {
    try {
      Method replace = function.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      if (replace.invoke(function) instanceof SerializedLambda lambda) {
        return lambda;
      }
    } catch (ReflectiveOperationException e) {
      throw notAReference(function, e);
    }
    throw notAReference(function, null);
  }

  private static IllegalArgumentException notAReference(
      Serializable function, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "Cannot use "
            + function.getClass().getName()
            + " as function: it is an object (pass a method reference or a lambda)",
        cause);
  }

  private static @Nullable Method find(Class<?> declaring, SerializedLambda lambda) {
    return Arrays.stream(declaring.getDeclaredMethods())
        .filter(method -> method.getName().equals(lambda.getImplMethodName()))
        .filter(method -> descriptor(method).equals(lambda.getImplMethodSignature()))
        .findFirst()
        .orElse(null);
  }

  private static String descriptor(Method method) {
    return java.lang.invoke.MethodType.methodType(
            method.getReturnType(), method.getParameterTypes())
        .toMethodDescriptorString();
  }

  /** Whether the function was written as a lambda and so has no name of its own. */
  public boolean isLambda() {
    return name.startsWith("lambda$");
  }

  @Override
  public String toString() {
    return declaringClass.getSimpleName() + "::" + name;
  }
}
