// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.type;

/** The types without parameters. */
public enum ScalarType implements DataType {
  /** {@code boolean}. */
  BOOL,
  /** {@code int}, 32 bits, overflow is an error. */
  INT,
  /** {@code long}, 64 bits, overflow is an error. */
  LONG,
  /** {@code float}, IEEE 754 single precision; NaN is a value, equal to itself and greatest. */
  FLOAT,
  /** {@code double}, IEEE 754 double precision; NaN is a value, equal to itself and greatest. */
  DOUBLE,
  /** {@code String}, valid Unicode, ordered by its UTF-8 bytes. */
  STRING,
  /** {@code byte[]}, ordered by unsigned bytes. */
  BINARY,
  /** {@code LocalDate}, years 0001 to 9999. */
  DATE,
  /** {@code LocalDateTime}, microseconds, years 0001 to 9999. */
  LOCAL_TIMESTAMP,
  /** {@code Instant}, microseconds, years 0001 to 9999 in UTC. */
  INSTANT;

  boolean isNumber() {
    return this == INT || this == LONG || this == FLOAT || this == DOUBLE;
  }

  /** Whether this type is {@code DATE}, {@code LOCAL_TIMESTAMP} or {@code INSTANT}. */
  public boolean isTemporal() {
    return this == DATE || this == LOCAL_TIMESTAMP || this == INSTANT;
  }
}
