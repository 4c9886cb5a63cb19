// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.function;

import java.io.Serializable;

/** Decides row by row, in Java; engines cannot look inside it. */
@FunctionalInterface
public interface RowPredicate<R> extends Serializable {
  /** Whether the row is kept. */
  boolean test(R row) throws Exception;
}
