// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.function;

import org.jspecify.annotations.Nullable;

/** A step over eight inputs. */
@FunctionalInterface
public non-sealed interface Step8<
        A extends @Nullable Object,
        B extends @Nullable Object,
        C extends @Nullable Object,
        D extends @Nullable Object,
        E extends @Nullable Object,
        F extends @Nullable Object,
        G extends @Nullable Object,
        H extends @Nullable Object,
        T extends @Nullable Object>
    extends StepFunction {
  /** Runs the step's body; whatever it throws fails the attempt. */
  T apply(A a, B b, C c, D d, E e, F f, G g, H h) throws Exception;
}
