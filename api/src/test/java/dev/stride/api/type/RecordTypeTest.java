// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.Column;
import dev.stride.api.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

public class RecordTypeTest {
  public enum Colour {
    RED
  }

  public record Inner(@Column("inner_x") int x) {}

  public record Everything(
      boolean flag,
      int number,
      @Nullable Long boxed,
      float single,
      double real,
      String text,
      @Nullable String gap,
      byte[] bytes,
      @Decimal(precision = 12, scale = 2) BigDecimal price,
      LocalDate date,
      LocalDateTime timestamp,
      Instant instant,
      Colour colour,
      List<@Nullable String> names,
      List<@Decimal(precision = 5, scale = 1) BigDecimal> prices,
      @Nullable Inner inner,
      List<Inner> inners) {}

  @Test
  void mapsEveryComponent() {
    RecordType type = RecordType.of(Everything.class);

    assertThat(type.type()).isEqualTo(Everything.class);
    assertThat(type).hasToString("Everything");
    assertThat(type.components())
        .extracting(component -> component.type().toString())
        .containsExactly(
            "BOOL",
            "INT",
            "LONG",
            "FLOAT",
            "DOUBLE",
            "STRING",
            "STRING",
            "BINARY",
            "DECIMAL(12,2)",
            "DATE",
            "LOCAL_TIMESTAMP",
            "INSTANT",
            type.component("colour").orElseThrow().type().toString(),
            type.component("names").orElseThrow().type().toString(),
            type.component("prices").orElseThrow().type().toString(),
            "Inner",
            type.component("inners").orElseThrow().type().toString());
    assertThat(type.component("colour").orElseThrow().type()).isEqualTo(new EnumType(Colour.class));
    assertThat(type.component("names").orElseThrow().type())
        .isEqualTo(new ListType(ScalarType.STRING, true));
    assertThat(type.component("prices").orElseThrow().type())
        .isEqualTo(new ListType(new DecimalType(5, 1), false));
    assertThat(type.component("inners").orElseThrow().type())
        .isEqualTo(new ListType(RecordType.of(Inner.class), false));
  }

  @Test
  void knowsWhatMayBeNull() {
    assertThat(RecordType.of(Everything.class).components())
        .filteredOn(Component::nullable)
        .extracting(Component::name)
        .containsExactly("boxed", "gap", "inner");
  }

  @Test
  void takesColumnsFromComponentsOrTheirAnnotation() {
    assertThat(RecordType.of(Everything.class).components().get(1).column()).isEqualTo("number");
    assertThat(RecordType.of(Inner.class).components())
        .containsExactly(new Component("x", "inner_x", ScalarType.INT, false));
  }

  public record Unstorable(
      java.util.Date date,
      BigDecimal untyped,
      @Decimal(precision = 39, scale = 0) BigDecimal wide,
      @Decimal(precision = 2, scale = 3) BigDecimal small,
      short tiny,
      Object anything,
      Map<String, String> map,
      Set<String> set,
      int[] array,
      @Nullable byte[] bytes,
      List<Thread> threads,
      @SuppressWarnings("rawtypes") List raw) {}

  @Test
  void refusesEveryComponentThatNoEngineHas() {
    String types =
        " (use a primitive or boxed value, String, BigDecimal, LocalDate, LocalDateTime, Instant,"
            + " byte[], an enum, a record, or a List of these)";

    assertThat(RecordType.problemsOf(Unstorable.class))
        .containsExactly(
            "Cannot store record Unstorable: date has the type java.util.Date" + types,
            "Cannot store record Unstorable: untyped is a BigDecimal without a type (add"
                + " @Decimal(precision = …, scale = …))",
            "Cannot store record Unstorable: wide Invalid decimal precision: 39 (must be 1 to 38)",
            "Cannot store record Unstorable: small Invalid decimal scale: 3 (must be 0 to the"
                + " precision, 2)",
            "Cannot store record Unstorable: tiny has the type short" + types,
            "Cannot store record Unstorable: anything has the type java.lang.Object" + types,
            "Cannot store record Unstorable: map has the type java.util.Map<java.lang.String,"
                + " java.lang.String>"
                + types,
            "Cannot store record Unstorable: set has the type java.util.Set<java.lang.String>"
                + types,
            "Cannot store record Unstorable: array has the type int[]" + types,
            "Cannot store record Unstorable: bytes is a @Nullable byte[], which says that its bytes"
                + " may be null (write byte @Nullable [])",
            "Cannot store record Unstorable: threads has the type java.lang.Thread" + types,
            "Cannot store record Unstorable: raw is a raw List (give its element type)");
    assertThatThrownBy(() -> RecordType.of(Unstorable.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot store record Unstorable: date has the type")
        .hasMessageEndingWith("raw is a raw List (give its element type)");
  }

  public record Empty() {}

  public record Generic<T>(List<T> items) {}

  public record Endless(int depth, @Nullable Endless next) {}

  record Hidden(int x) {}

  public record Twins(int value, int Value) {}

  public record SameColumn(@Column("a") int x, @Column("A") int y) {}

  public record NoColumn(@Column(" ") int x) {}

  public record Outer(Hidden hidden) {}

  @Test
  void refusesRecordsThatAreNoTables() {
    assertProblem(Empty.class, "Empty: it has no components (add at least one)");
    assertProblem(Generic.class, "Generic: it has type parameters (use a concrete record)");
    assertProblem(Hidden.class, "Hidden: Hidden is not public (declare it public)");
    assertProblem(
        Outer.class,
        "Outer: hidden holds a record that cannot be stored: Cannot store record Hidden: Hidden is"
            + " not public (declare it public)");
    assertProblem(String.class, "String: it is not a record (declare it as a record)");
    assertThat(RecordType.problemsOf(Endless.class).get(0))
        .contains("it contains itself (store a key instead of the nested record)");
  }

  @Test
  void refusesColumnsThatDifferByCaseOnly() {
    assertProblem(Twins.class, "Twins: value and Value share the column 'Value' (rename one)");
    assertProblem(SameColumn.class, "SameColumn: x and y share the column 'A' (rename one)");
    assertProblem(NoColumn.class, "NoColumn: x has an empty column name (name it)");
  }

  private static void assertProblem(Class<?> record, String problem) {
    assertThat(RecordType.problemsOf(record)).contains("Cannot store record " + problem);
  }
}
