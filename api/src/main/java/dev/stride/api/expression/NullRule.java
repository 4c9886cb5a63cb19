// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import java.util.List;

/** When a function's result may be null. */
public enum NullRule {
  /** Null if any argument is null, and never else. */
  STRICT,
  /** Null if any argument is null, and for some values. */
  MAY_YIELD_NULL,
  /** Never null. */
  NEVER,
  /** Null only if every argument is null. */
  FIRST_VALUE,
  /** Null if a branch's value is null. */
  BRANCHES;

  boolean nullable(List<Expression<?>> arguments) {
    return switch (this) {
      case STRICT -> arguments.stream().anyMatch(Expression::nullable);
      case MAY_YIELD_NULL -> true;
      case NEVER -> false;
      case FIRST_VALUE -> arguments.stream().allMatch(Expression::nullable);
      case BRANCHES -> anyBranchNullable(arguments);
    };
  }

  private static boolean anyBranchNullable(List<Expression<?>> arguments) {
    for (int index = 0; index < arguments.size(); index++) {
      if (TypeRules.isBranchValue(index, arguments.size()) && arguments.get(index).nullable()) {
        return true;
      }
    }
    return false;
  }
}
