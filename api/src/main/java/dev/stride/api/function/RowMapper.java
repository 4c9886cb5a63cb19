// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.function;

import java.io.Serializable;

/** Turns one row into one row, in Java; engines cannot look inside it. */
@FunctionalInterface
public interface RowMapper<R, S> extends Serializable {
  /** The row that takes the place of {@code row}; never null. */
  S apply(R row) throws Exception;
}
