// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.expression.Call;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Arithmetic and mathematics over operands that are not null. */
final class Arithmetic {
  private Arithmetic() {}

  static Object sum(Object a, Object b, DataType type) {
    if (a instanceof Double x) {
      return x + (Double) b;
    }
    if (a instanceof Float x) {
      return x + (Float) b;
    }
    return exact(decimal(a).add(decimal(b)), type);
  }

  static Object difference(Object a, Object b, DataType type) {
    if (a instanceof Double x) {
      return x - (Double) b;
    }
    if (a instanceof Float x) {
      return x - (Float) b;
    }
    return exact(decimal(a).subtract(decimal(b)), type);
  }

  static Object product(Object a, Object b, DataType type) {
    if (a instanceof Double x) {
      return x * (Double) b;
    }
    if (a instanceof Float x) {
      return x * (Float) b;
    }
    return exact(decimal(a).multiply(decimal(b)), type);
  }

  static Object negated(Object a, DataType type) {
    if (a instanceof Double x) {
      return -x;
    }
    return a instanceof Float x ? (Object) (-x) : exact(decimal(a).negate(), type);
  }

  static Object absolute(Object a, DataType type) {
    if (a instanceof Double x) {
      return Math.abs(x);
    }
    return a instanceof Float x ? (Object) Math.abs(x) : exact(decimal(a).abs(), type);
  }

  static int sign(Object a) {
    double value = a instanceof BigDecimal x ? x.signum() : ((Number) a).doubleValue();
    return value > 0 ? 1 : value < 0 ? -1 : 0;
  }

  static Object quotient(Object a, Object b) {
    if ((Double) b == 0) {
      throw ReferenceError.divisionByZero();
    }
    return (Double) a / (Double) b;
  }

  static Object integerQuotient(Object a, Object b, DataType type) {
    BigDecimal divisor = nonZero(b);
    return exact(decimal(a).divide(divisor, 0, RoundingMode.DOWN), type);
  }

  static Object decimalQuotient(Object a, Object b, DataType type) {
    DecimalType result = (DecimalType) type;
    BigDecimal divisor = nonZero(b);
    return exact(decimal(a).divide(divisor, result.scale(), RoundingMode.HALF_UP), type);
  }

  static Object remainder(Object a, Object b, DataType type) {
    if (a instanceof Double x) {
      if ((Double) b == 0) {
        throw ReferenceError.divisionByZero();
      }
      return x % (Double) b;
    }
    if (a instanceof Float x) {
      if ((Float) b == 0) {
        throw ReferenceError.divisionByZero();
      }
      return x % (Float) b;
    }
    return exact(decimal(a).remainder(nonZero(b)), type);
  }

  private static BigDecimal nonZero(Object divisor) {
    BigDecimal value = decimal(divisor);
    if (value.signum() == 0) {
      throw ReferenceError.divisionByZero();
    }
    return value;
  }

  static BigDecimal decimal(Object number) {
    return number instanceof BigDecimal decimal
        ? decimal
        : BigDecimal.valueOf(((Number) number).longValue());
  }

  /** An exact number in its type, or an overflow. */
  static Object exact(BigDecimal value, DataType type) {
    if (type instanceof DecimalType decimal) {
      return Decimals.exact(value, decimal);
    }
    BigInteger integer = value.toBigIntegerExact();
    int bits = type == dev.stride.api.type.ScalarType.INT ? Integer.SIZE : Long.SIZE;
    if (integer.bitLength() >= bits) {
      throw ReferenceError.overflow(value, type);
    }
    return bits == Integer.SIZE ? (Object) integer.intValue() : (Object) integer.longValue();
  }

  /** The mathematical functions; null only for logarithms of what has none. */
  static @Nullable Object mathematics(Call<?> call, Object a, @Nullable Object b) {
    if (a instanceof BigDecimal decimal) {
      return rounded(call, decimal);
    }
    double x = (Double) a;
    return switch (call.function()) {
      case FLOOR -> Math.floor(x) + 0.0;
      case CEIL -> Math.ceil(x) + 0.0;
      case SQRT -> Math.sqrt(x);
      case EXP -> StrictMath.exp(x);
      case LN -> hasLogarithm(x) ? (Object) StrictMath.log(x) : null;
      case LOG10 -> hasLogarithm(x) ? (Object) StrictMath.log10(x) : null;
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case ATAN -> StrictMath.atan(x);
      case POWER -> StrictMath.pow(x, b == null ? Double.NaN : (Double) b);
      default -> throw new IllegalArgumentException("no mathematics: " + call.function());
    };
  }

  /** NaN is greater than zero, and has itself for a logarithm. */
  private static boolean hasLogarithm(double x) {
    return Double.isNaN(x) || x > 0;
  }

  private static Object rounded(Call<?> call, BigDecimal a) {
    DecimalType type = (DecimalType) call.type();
    return switch (call.function()) {
      case FLOOR -> Decimals.exact(a.setScale(0, RoundingMode.FLOOR), type);
      case CEIL -> Decimals.exact(a.setScale(0, RoundingMode.CEILING), type);
      default -> Decimals.halfUp(a, type);
    };
  }
}
