// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.function;

import java.io.Serializable;
import java.util.stream.Stream;

/** Turns one row into any number of rows, in Java. */
@FunctionalInterface
public interface RowExpander<R, S> extends Serializable {
  /** The rows that take the place of {@code row}; never null, may be empty, is closed after use. */
  Stream<S> apply(R row) throws Exception;
}
