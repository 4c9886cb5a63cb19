// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.function;

import org.jspecify.annotations.Nullable;

/** A step over three inputs. */
@FunctionalInterface
public non-sealed interface Step3<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        T extends @Nullable Object>
    extends StepFunction {
  /** Runs the step's body; whatever it throws fails the attempt. */
  T apply(A a, B b, C c) throws Exception;
}
