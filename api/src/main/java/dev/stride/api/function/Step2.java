// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.function;

import org.jspecify.annotations.Nullable;

/** A step over two inputs. */
@FunctionalInterface
public non-sealed interface Step2<
        A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>
    extends StepFunction {
  /** Runs the step's body; whatever it throws fails the attempt. */
  T apply(A a, B b) throws Exception;
}
