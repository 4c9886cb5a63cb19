// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.Node;

/**
 * What a native step takes: made by {@link SparkSteps#rows} and {@link SparkSteps#value}.
 *
 * @param <T> the type in which the step takes it
 */
// T ties the input's form to the step's parameter; nothing of that type is kept.
@SuppressWarnings("UnusedTypeParameter")
public final class SparkInput<T> {
  private final Node<?> node;

  SparkInput(Node<?> node) {
    this.node = node;
  }

  Node<?> node() {
    return node;
  }
}
