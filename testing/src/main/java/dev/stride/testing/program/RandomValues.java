// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ListType;
import dev.stride.api.type.RecordType;
import dev.stride.api.type.ScalarType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values of every type, the awkward ones far more often than chance would have them. */
final class RandomValues {
  private static final int NULLS = 7;
  private static final int MOST_ELEMENTS = 4;
  private static final Set<String> TAME =
      Set.of("little", "tame", "number", "count", "price", "amount", "real", "start");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "b",
          "A",
          "Z",
          "abc",
          "aXbXc",
          "  padded  ",
          "a,b,,c",
          ".",
          "%",
          "_",
          "\\",
          "a%b_c",
          "'",
          "''",
          "\"",
          "$1",
          "é",
          "e\u0301",
          "ß",
          "İ",
          "ﬀ",
          "😀",
          "a😀b",
          "👩\u200d👧",
          "\ud834\udd1e",
          "\t",
          "\n",
          "line\r\nbreak",
          "\u00a0",
          "\u000b",
          "null",
          "true",
          "false",
          "0",
          "7",
          "-12",
          "+3",
          "007",
          "1.50",
          ".5",
          "5.",
          "-0.0",
          "1e3",
          "1E-2",
          "NaN",
          "Infinity",
          "-Infinity",
          "2147483648",
          "99999999999999999999",
          "2024-02-29",
          "2023-02-29",
          "2024-02-29T12:34:56",
          "2024-02-29 12:34:56.789",
          "2024-02-29T12:34:56Z",
          "2024-13-01",
          "24:00:00",
          "RED",
          "GREEN",
          "blue",
          "YELLOW",
          "k1",
          "k2",
          "zzz",
          "x".repeat(13),
          "longer than the inlined twelve bytes",
          "naïve café");
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2.5,
    0.1,
    1.0 / 3,
    2.675,
    1e10,
    123456.789,
    4294967296.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    -Double.MAX_VALUE,
    0x1p31,
    -0x1p31,
    0x1p53 + 2,
    0x1p63,
    -0x1p63,
    1e22,
    0x1.52d02c7e14af6p76,
    0x1p-44,
    2.2250738585072014E-308,
    0x1p53
  };
  private static final float[] FLOATS = {
    0f,
    -0f,
    1,
    -1,
    0.5f,
    1.5f,
    0.1f,
    1e10f,
    16777216f,
    3.4e38f,
    Float.MAX_VALUE,
    Float.MIN_VALUE,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    2.675f
  };
  private static final int[] INTS = {
    0, 1, -1, 2, 7, -7, 31, 100, 46341, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE - 1
  };
  private static final long[] LONGS = {
    0,
    1,
    -1,
    5,
    -13,
    1L << 31,
    -(1L << 31) - 1,
    3037000500L,
    (1L << 53) + 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MAX_VALUE - 1,
    1_000_000_000_000L
  };
  private static final String[] DAYS = {
    "0001-01-01",
    "1582-10-10",
    "1899-12-31",
    "1969-12-31",
    "1970-01-01",
    "2000-02-29",
    "2023-12-31",
    "2024-01-31",
    "2024-02-29",
    "2024-03-31",
    "2024-12-30",
    "2038-01-19",
    "9999-12-31"
  };
  private static final String[] TIMES = {
    "0001-01-01T00:00:00", "1969-12-31T23:59:59.999999", "1970-01-01T00:00:00",
    "2024-03-31T01:30:00", "2024-03-31T02:30:00", "2024-10-27T02:30:00.000001",
    "2024-11-03T06:00:00", "2024-02-29T23:59:59.5", "2016-12-31T23:59:59",
    "9999-12-31T23:59:59.999999"
  };

  private final Randomness random;

  RandomValues(Randomness random) {
    this.random = random;
  }

  /** Rows of a record: none, one, or several. */
  List<Record> rows(RecordType type, int most) {
    int size = random.oneIn(30) ? 0 : random.oneIn(20) ? 1 : 2 + random.below(most - 1);
    List<Record> rows = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      rows.add(rows.size() > 1 && random.oneIn(12) ? random.of(rows) : row(type));
    }
    return rows;
  }

  private Record row(RecordType type) {
    @Nullable Object[] values = new @Nullable Object[type.components().size()];
    for (int index = 0; index < values.length; index++) {
      Component component = type.components().get(index);
      boolean missing = component.nullable() && random.oneIn(NULLS);
      values[index] =
          missing
              ? null
              : TAME.contains(component.name()) ? tame(component.type()) : of(component.type());
    }
    return type.access().create(values);
  }

  /** A value of everyday size, so that arithmetic over it mostly succeeds. */
  Object tame(DataType type) {
    if (type == ScalarType.INT) {
      return random.below(41) - 20;
    }
    if (type == ScalarType.LONG) {
      return (long) random.below(2001) - 1000;
    }
    if (type == ScalarType.DOUBLE) {
      return (random.below(4001) - 2000) / 16.0;
    }
    if (type instanceof DecimalType decimal) {
      int bound = (int) Math.pow(10, Math.min(decimal.precision(), 4));
      return BigDecimal.valueOf(random.below(2 * bound - 1) - bound + 1L, decimal.scale());
    }
    return type == ScalarType.DATE
        ? LocalDate.of(2024, 1, 1).plusDays(random.below(400))
        : of(type);
  }

  Object of(DataType type) {
    if (type instanceof ScalarType scalar) {
      return scalar(scalar);
    }
    if (type instanceof DecimalType decimal) {
      return decimal(decimal);
    }
    if (type instanceof EnumType constants) {
      return random.of(constants.type().getEnumConstants());
    }
    return type instanceof ListType list ? list(list) : row((RecordType) type);
  }

  private Object scalar(ScalarType type) {
    return switch (type) {
      case BOOL -> random.oneIn(2);
      case INT -> random.oneIn(3) ? (int) random.anyLong() : INTS[random.below(INTS.length)];
      case LONG -> random.oneIn(3) ? random.anyLong() : LONGS[random.below(LONGS.length)];
      case FLOAT ->
          random.oneIn(3)
              ? (float) ((random.fraction() - 0.5) * 1e6)
              : FLOATS[random.below(FLOATS.length)];
      case DOUBLE -> real();
      case STRING -> text();
      case BINARY -> bytes();
      case DATE -> day();
      case LOCAL_TIMESTAMP -> local();
      case INSTANT -> local().toInstant(ZoneOffset.UTC);
    };
  }

  private double real() {
    if (random.oneIn(6)) {
      return Double.longBitsToDouble(random.anyLong());
    }
    return random.oneIn(3)
        ? (random.fraction() - 0.5) * 1e9
        : DOUBLES[random.below(DOUBLES.length)];
  }

  String text() {
    return random.oneIn(8) ? random.of(TEXTS) + random.of(TEXTS) : random.of(TEXTS);
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.below(4)];
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] = random.of((byte) 0, (byte) 1, (byte) 127, (byte) -128, (byte) -1);
    }
    return bytes;
  }

  private LocalDate day() {
    return random.oneIn(3)
        ? LocalDate.ofEpochDay(random.below(40_000) - 10_000L)
        : LocalDate.parse(random.of(DAYS));
  }

  private LocalDateTime local() {
    return random.oneIn(3)
        ? day()
            .atTime(random.below(24), random.below(60), random.below(60))
            .plus(day().getYear() == 9999 ? 0 : random.below(1_000_000), ChronoUnit.MICROS)
        : LocalDateTime.parse(random.of(TIMES));
  }

  private BigDecimal decimal(DecimalType type) {
    int digits = random.oneIn(3) ? type.precision() : 1 + random.below(type.precision());
    BigInteger bound = BigInteger.TEN.pow(digits).subtract(BigInteger.ONE);
    BigInteger unscaled =
        random.oneIn(4)
            ? bound
            : new BigInteger(127, new java.util.Random(random.anyLong())).mod(bound);
    return new BigDecimal(random.oneIn(2) ? unscaled : unscaled.negate(), type.scale());
  }

  private List<@Nullable Object> list(ListType type) {
    List<@Nullable Object> values = new ArrayList<>();
    int size = random.below(MOST_ELEMENTS);
    for (int index = 0; index < size; index++) {
      values.add(type.elementNullable() && random.oneIn(3) ? null : of(type.element()));
    }
    return Collections.unmodifiableList(values);
  }
}
