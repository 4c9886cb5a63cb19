// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.expression;

import dev.stride.api.type.DataType;
import java.util.List;

/** What types a function takes and yields. */
interface TypeRule {
  /** The arguments with widening casts where the function needs them. */
  List<Expression<?>> widen(String use, List<Expression<?>> arguments);

  /** The result's type for widened arguments. */
  DataType result(List<Expression<?>> arguments);
}
