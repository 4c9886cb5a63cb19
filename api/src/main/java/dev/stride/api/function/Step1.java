// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.function;

import org.jspecify.annotations.Nullable;

/** A step over one input. */
@FunctionalInterface
public non-sealed interface Step1<A extends @Nullable Object, T extends @Nullable Object>
    extends StepFunction {
  /** Runs the step's body; whatever it throws fails the attempt. */
  T apply(A a) throws Exception;
}
