// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.function;

import org.jspecify.annotations.Nullable;

/** A step over no inputs. */
@FunctionalInterface
public non-sealed interface Step0<T extends @Nullable Object> extends StepFunction {
  /** Runs the step's body; whatever it throws fails the attempt. */
  T apply() throws Exception;
}
