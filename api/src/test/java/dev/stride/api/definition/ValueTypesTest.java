// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.Dataset;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValueTypesTest {
  record Row(int value) {}

  record Tree(String name, List<Tree> children) {}

  record Box<T>(T item) {}

  record Late(Set<String> names) {}

  sealed interface Shape permits Circle, Round {}

  record Circle(double radius) implements Shape {}

  sealed interface Round extends Shape permits Ball {}

  record Ball(Optional<Shape> inside) implements Round {}

  sealed interface Mixed permits Flag, Circle2 {}

  enum Flag implements Mixed {
    ON
  }

  record Circle2() implements Mixed {}

  static final class One {
    record Item() implements Twins {}
  }

  static final class Two {
    record Item() implements Twins {}
  }

  sealed interface Twins permits One.Item, Two.Item {}

  interface Open {}

  /** The return types of these methods can be stored. */
  interface Good {
    int primitive();

    Character boxed();

    byte[] bytes();

    BigDecimal decimal();

    DayOfWeek constant();

    Duration duration();

    ZonedDateTime zoned();

    MonthDay monthDay();

    ZoneOffset offset();

    Row row();

    Tree tree();

    List<Map<String, List<Optional<Row>>>> nested();

    Map<Flag, Integer> byFlag();

    Map<LocalDate, byte[]> byDate();

    Shape shape();
  }

  /** The return types of these methods cannot. */
  interface Bad {
    void nothing();

    Object object();

    Thread thread();

    Dataset<Row> dataset();

    List<Dataset<Row>> datasets();

    Set<String> set();

    int[] array();

    List<?> wildcards();

    @SuppressWarnings("rawtypes")
    List raw();

    @SuppressWarnings("rawtypes")
    Map rawMap();

    Map<List<String>, String> byList();

    Map<byte[], String> byBytes();

    Optional<Optional<String>> twice();

    Box<String> box();

    Late late();

    Map<String, List<Thread>> deep();

    Mixed mixed();

    Twins twins();

    Open open();

    Clock clock();

    JapaneseDate japanese();

    Temporal temporal();
  }

  private static Stream<Method> good() {
    return Arrays.stream(Good.class.getMethods());
  }

  @ParameterizedTest
  @MethodSource("good")
  void storesThese(Method method) {
    assertThat(ValueTypes.problems(method.getGenericReturnType())).isEmpty();
  }

  private static final String STORABLE =
      " cannot be stored (use a record, a List, a Map, a boxed value, a String, an enum, byte[], an"
          + " Optional, java.time or a sealed interface of records)";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing   | void…",
        "object    | Object is not a concrete type (name the type of its values)",
        "thread    | Thread…",
        "dataset   | a dataset cannot be part of a value (return the dataset itself)",
        "datasets  | a dataset cannot be part of a value (return the dataset itself)",
        "set       | Set<String>…",
        "array     | int[]…",
        "wildcards | ? is not a concrete type (name the type of its values)",
        "raw       | List has no element type (use a method reference, whose type is known)",
        "rawMap    | Map has no element type (use a method reference, whose type is known)",
        "byList    | a Map's key must be a String, an enum or a boxed value",
        "byBytes   | a Map's key must be a String, an enum or a boxed value",
        "twice     | an Optional cannot hold another (use one)",
        "box       | Box<String> is a generic record, whose values cannot be read again (declare a record with these types)",
        "late      | Late.names: Set<String>…",
        "deep      | Thread…",
        "mixed     | Flag…",
        "twins     | Twins has two records named Item (rename one)",
        "open      | Open…",
        "clock     | Clock…",
        "japanese  | JapaneseDate…",
        "temporal  | Temporal…",
      })
  void refusesThose(String method, String problem) throws NoSuchMethodException {
    Type type = Bad.class.getMethod(method).getGenericReturnType();

    assertThat(ValueTypes.problems(type)).containsExactly(problem.replace("…", STORABLE));
  }

  private record Several(Thread first, Object second, Map<byte[], Thread> third, int fourth) {}

  @Test
  void tellsAllThatIsWrongWithARecord() {
    assertThat(ValueTypes.problems(Several.class))
        .containsExactly(
            "Several.first: Thread" + STORABLE,
            "Several.second: Object is not a concrete type (name the type of its values)",
            "Several.third: a Map's key must be a String, an enum or a boxed value",
            "Several.third: Thread" + STORABLE);
  }
}
