// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodReferenceTest {
  record Row(int value) {}

  static List<String> named(int value) {
    return List.of();
  }

  static List<Integer> overloaded(int value) {
    return List.of(value);
  }

  static List<String> overloaded(String value) {
    return List.of(value);
  }

  @Test
  void namesTheMethodThatWasReferredTo() {
    Step1<Integer, List<String>> function = MethodReferenceTest::named;
    MethodReference reference = MethodReference.of(function);

    assertThat(reference).hasToString("MethodReferenceTest::named");
    assertThat(reference.declaringClass()).isEqualTo(MethodReferenceTest.class);
    assertThat(reference.isLambda()).isFalse();
    assertThat(reference.method())
        .extracting(Method::getGenericReturnType)
        .hasToString("java.util.List<java.lang.String>");
  }

  @Test
  void tellsOverloadsApart() {
    Step1<Integer, List<Integer>> numbers = MethodReferenceTest::overloaded;
    Step1<String, List<String>> texts = MethodReferenceTest::overloaded;

    assertThat(MethodReference.of(numbers).method())
        .extracting(Method::getGenericReturnType)
        .hasToString("java.util.List<java.lang.Integer>");
    assertThat(MethodReference.of(texts).method())
        .extracting(Method::getGenericReturnType)
        .hasToString("java.util.List<java.lang.String>");
  }

  @Test
  void knowsLambdas() {
    Step1<Integer, Integer> lambda = value -> value + 1;

    assertThat(MethodReference.of(lambda).isLambda()).isTrue();
  }

  @Test
  void namesAccessors() {
    FieldFunction<Row, Integer> accessor = Row::value;

    assertThat(MethodReference.of(accessor)).hasToString("Row::value");
  }

  @Test
  void refusesObjects() {
    Step0<Integer> object =
        new Step0<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public Integer apply() {
            return 1;
          }
        };

    assertThatThrownBy(() -> MethodReference.of(object))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot use "
                + object.getClass().getName()
                + " as function: it is an object (pass a method reference or a lambda)");
  }
}
