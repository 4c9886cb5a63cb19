// SPDX-License-Identifier: Apache-2.0
package dev.stride.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.store.Samples.Ball;
import dev.stride.store.Samples.Circle;
import dev.stride.store.Samples.Colour;
import dev.stride.store.Samples.Measured;
import dev.stride.store.Samples.Nested;
import dev.stride.store.Samples.Nothing;
import dev.stride.store.Samples.Plain;
import dev.stride.store.Samples.Shape;
import dev.stride.store.Samples.Times;
import dev.stride.store.Samples.Wrapper;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueCodecTest {
  private static final int SAMPLES = 300;

  @Test
  void keepsRecordsOfPlainValues() {
    keepsAll(Plain.class, Samples::plain);
  }

  @Test
  void keepsTimesWithTheirZones() {
    keepsAll(Times.class, Samples::times);
  }

  @Test
  void keepsNestedListsMapsOptionalsAndSealedTypes() {
    keepsAll(Nested.class, Samples::nested);
  }

  @Test
  void keepsSealedTypesAtTheRoot() {
    keepsAll(Shape.class, samples -> samples.shape(0));
  }

  @Test
  void keepsTexts() {
    keepsAll(String.class, Samples::text);
  }

  private static void keepsAll(Type type, Function<Samples, Object> sample) {
    for (long seed = 0; seed < SAMPLES; seed++) {
      Object value = sample.apply(new Samples(seed));
      assertThat(roundTrip(type, value)).as("sample of seed %d", seed).isEqualTo(value);
    }
  }

  private static @Nullable Object roundTrip(Type type, @Nullable Object value) {
    return roundTrip(ValueCodec.of(type), value);
  }

  private static @Nullable Object roundTrip(ValueCodec codec, @Nullable Object value) {
    return codec.decode(codec.encode(value));
  }

  static Map<Colour, List<Optional<Shape>>> generic() {
    return Map.of();
  }

  private static Type typeOf(String method) {
    try {
      return ValueCodecTest.class.getDeclaredMethod(method).getGenericReturnType();
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void readsGenericTypesOfMethods() {
    Map<Colour, List<Optional<Shape>>> value =
        Map.of(Colour.BLUE, List.of(Optional.empty(), Optional.of(new Circle(1, "c"))));

    assertThat(roundTrip(typeOf("generic"), value)).isEqualTo(value);
  }

  /** Used by one test alone: Jackson remembers how it wrote a type first. */
  sealed interface Field permits Mine, Free {}

  record Mine(int neighbours) implements Field {}

  record Free() implements Field {}

  static Optional<Field> field() {
    return Optional.empty();
  }

  record Board(Optional<Field> corner) {}

  @Test
  void keepsOptionalsOfSealedTypesAtTheTopAndBelowIt() {
    assertThat(roundTrip(typeOf("field"), Optional.of(new Mine(3))))
        .isEqualTo(Optional.of(new Mine(3)));
    assertThat(roundTrip(typeOf("field"), Optional.of(new Free())))
        .isEqualTo(Optional.of(new Free()));
    Board board = new Board(Optional.of(new Free()));
    assertThat(roundTrip(Board.class, board)).isEqualTo(board);
  }

  @Test
  void keepsListsOfADeclaredElementType() {
    List<@Nullable Shape> value = new ArrayList<>();
    value.add(new Nothing());
    value.add(null);
    value.add(new Ball(List.of(new Nothing())));

    assertThat(roundTrip(ValueCodec.ofListOf(Shape.class), value)).isEqualTo(value);
  }

  @Test
  void keepsBytes() {
    byte[] bytes = new byte[256];
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] = (byte) index;
    }

    assertThat(roundTrip(byte[].class, bytes)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "1.00", "-0.000", "1E+3", "1E-40", "123E+40", "0E+5"})
  void keepsTheScaleOfDecimals(String decimal) {
    assertThat(roundTrip(BigDecimal.class, new BigDecimal(decimal)))
        .isEqualTo(new BigDecimal(decimal));
  }

  @Test
  void keepsNumbersOfAHundredThousandDigits() {
    BigInteger large = BigInteger.TEN.pow(100_000).subtract(BigInteger.ONE);

    assertThat(roundTrip(BigInteger.class, large)).isEqualTo(large);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0})
  void keepsNumbersThatAreNone(double value) {
    assertThat(roundTrip(double.class, value)).isEqualTo(value);
    assertThat(roundTrip(Double.class, value)).isEqualTo(value);
    assertThat(roundTrip(ValueCodec.ofListOf(Double.class), List.of(value)))
        .isEqualTo(List.of(value));
  }

  @Test
  void keepsTheNameOfAZoneThatHasAnOffsetOfItsOwn() {
    ZonedDateTime time = ZonedDateTime.parse("2024-10-27T02:30+01:00[Europe/Berlin]");

    assertThat(roundTrip(ZonedDateTime.class, time)).isEqualTo(time);
  }

  @Test
  void keepsNulls() {
    assertThat(roundTrip(String.class, null)).isNull();
    assertThat(roundTrip(Plain.class, null)).isNull();
    assertThat(roundTrip(Optional.class, Optional.empty())).isEqualTo(Optional.empty());
  }

  @Test
  void keepsLongUnicodeTexts() {
    String text = "añ😀\u2028".repeat(2_000_000);

    assertThat(roundTrip(Wrapper.class, new Wrapper(text)).equals(new Wrapper(text))).isTrue();
  }

  @Test
  void keepsTheOrderOfMaps() {
    Map<String, Integer> map = new LinkedHashMap<>();
    for (int index = 50; index > 0; index--) {
      map.put("key" + index * 7 % 50, index);
    }

    assertThat((Map<?, ?>) roundTrip(typeOf("map"), map)).containsExactlyEntriesOf(cast(map));
  }

  static Map<String, Integer> map() {
    return Map.of();
  }

  @SuppressWarnings("unchecked")
  private static <K, V> Map<K, V> cast(Map<?, ?> map) {
    return (Map<K, V>) map;
  }

  @Test
  void writesTheComponentsOfARecordAndNothingElse() {
    assertThat(text(Measured.class, new Measured(2, true)))
        .isEqualTo("{\"value\":2.0,\"isGood\":true}");
  }

  @Test
  void tellsSealedTypesApartByANameThatNoComponentHas() {
    assertThat(text(Shape.class, new Circle(1, "wide")))
        .isEqualTo("{\"@type\":\"Circle\",\"radius\":1.0,\"type\":\"wide\"}");
  }

  private static String text(Type type, Object value) {
    return new String(ValueCodec.of(type).encode(value), UTF_8);
  }

  @Test
  void refusesPropertiesThatTheTypeHasNot() {
    refuses(Wrapper.class, "{\"only\":\"a\",\"more\":1}", "Unrecognized field \"more\"");
  }

  @Test
  void refusesMissingProperties() {
    refuses(Wrapper.class, "{}", "Missing creator property 'only'");
  }

  @Test
  void refusesOtherTypes() {
    refuses(int.class, "\"many\"", "not a valid `int` value");
    refuses(int.class, "null", "Cannot map `null` into type `int`");
    refuses(Wrapper.class, "[]", "Cannot deserialize value of type");
    refuses(Colour.class, "\"PINK\"", "not one of the values accepted for Enum class");
  }

  @Test
  void refusesDoubledProperties() {
    refuses(Wrapper.class, "{\"only\":\"a\",\"only\":\"b\"}", "Duplicate field 'only'");
  }

  @Test
  void refusesWhatFollowsTheValue() {
    refuses(int.class, "1 2", "Trailing token");
  }

  @Test
  void refusesTornValues() {
    refuses(Wrapper.class, "{\"only\":\"a", "Unexpected end-of-input");
    refuses(Wrapper.class, "", "No content to map");
  }

  @Test
  void refusesDeepNesting() {
    String ball = "{\"@type\":\"Ball\",\"parts\":[";

    refuses(Shape.class, ball.repeat(100_000), "nesting depth");
    refuses(typeOf("lists"), "[".repeat(100_000), "nesting depth");
  }

  @Test
  void refusesTypesOutsideASealedInterface() {
    refuses(Shape.class, "{\"@type\":\"Canary\"}", "Could not resolve type id 'Canary'");
    refuses(Shape.class, "{\"radius\":1.0,\"type\":\"a\"}", "missing type id property '@type'");
  }

  static List<List<Object>> lists() {
    return List.of();
  }

  private static void refuses(Type type, String json, String reason) {
    ValueCodec codec = ValueCodec.of(type);

    assertThatThrownBy(() -> codec.decode(json.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.INTERNAL))
        .hasMessageStartingWith("Cannot read value as " + type.getTypeName() + ": ")
        .hasMessageContaining(reason)
        .hasMessageEndingWith(
            "(the step's type has changed, or the store is damaged; run the workflow again)");
  }

  static final List<String> LOADED = new ArrayList<>();

  /** Tells when it is initialized, which nothing in these tests may do. */
  static final class Canary {
    static {
      LOADED.add("Canary");
    }

    public void setName(String name) {
      LOADED.add(name);
    }
  }

  record Anything(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object anything) {}

  @Test
  void neverLoadsAClassThatIsNamedInTheBytes() {
    String canary = "dev.stride.store.ValueCodecTest$Canary";
    List<String> documents =
        List.of(
            "{\"anything\":{\"@class\":\"" + canary + "\",\"name\":\"x\"}}",
            "{\"anything\":[\"" + canary + "\",{\"name\":\"x\"}]}");
    for (String document : documents) {
      ValueCodec.of(Anything.class).decode(document.getBytes(UTF_8));
    }
    refuses(Shape.class, "{\"@type\":\"" + canary + "\"}", "Could not resolve type id");
    refuses(Shape.class, "[\"" + canary + "\",{}]", "Could not resolve type id");

    assertThat(LOADED).isEmpty();
  }

  @Test
  void refusesToWriteWhatIsNotOfTheDeclaredType() {
    refusesToWrite(() -> ValueCodec.of(Wrapper.class).encode(1), "Wrapper");
    refusesToWrite(() -> ValueCodec.ofListOf(Integer.class).encode(List.of("one")), "Integer");
    refusesToWrite(() -> ValueCodec.ofListOf(String.class).encode(List.of(1)), "String");
  }

  @Test
  void refusesToWriteWhatCouldNotBeReadAgain() {
    List<Object> endless = new ArrayList<>();
    endless.add(endless);

    refusesToWrite(() -> ValueCodec.of(List.class).encode(endless), "nesting depth");
    Map<@Nullable String, Integer> nullKey = new LinkedHashMap<>();
    nullKey.put(null, 1);
    refusesToWrite(() -> ValueCodec.of(Map.class).encode(nullKey), "Null key for a Map");
  }

  private static void refusesToWrite(ThrowingCallable write, String reason) {
    assertThatThrownBy(write)
        .isInstanceOfSatisfying(
            StrideException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.USER))
        .hasMessageStartingWith("Cannot store value as ")
        .hasMessageContaining(reason)
        .hasMessageEndingWith("(return a record, List, Map or plain value of the declared type)");
  }
}
