// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.function;

import java.io.Serializable;
import java.util.Iterator;

/**
 * Works on a partition of rows at once: for costly set-up, or to look at neighbours. Partitions are
 * chosen by the engine.
 */
@FunctionalInterface
public interface ChunkFunction<R, S> extends Serializable {
  /**
   * Turns the rows of one partition into rows.
   *
   * @param rows the partition's rows, read once, in no promised order
   * @return the rows that take their place; consumed lazily
   */
  Iterator<S> apply(Iterator<R> rows) throws Exception;
}
