// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.function.Step0;
import dev.stride.api.function.Step1;
import dev.stride.api.function.Step2;
import dev.stride.api.function.Step3;
import dev.stride.api.function.Step4;
import dev.stride.api.function.Step5;
import dev.stride.api.function.Step6;
import dev.stride.api.function.Step7;
import dev.stride.api.function.Step8;
import dev.stride.api.function.StepFunction;
import org.jspecify.annotations.Nullable;

/** Calls a step's body with arguments that are known only at run time. */
public final class StepInvoker {
  private StepInvoker() {}

  /**
   * Calls the body.
   *
   * @param a the arguments, one per input, in order; their types were checked when the step was
   *     defined
   * @return what the body returns
   * @throws Exception whatever the body throws
   */
  @SuppressWarnings("unchecked")
  public static @Nullable Object invoke(StepFunction function, Object[] a) throws Exception {
    if (function instanceof Step0<?> step) {
      return step.apply();
    }
    if (function instanceof Step1<?, ?> step) {
      return ((Step1<Object, Object>) step).apply(a[0]);
    }
    if (function instanceof Step2<?, ?, ?> step) {
      return ((Step2<Object, Object, Object>) step).apply(a[0], a[1]);
    }
    if (function instanceof Step3<?, ?, ?, ?> step) {
      return ((Step3<Object, Object, Object, Object>) step).apply(a[0], a[1], a[2]);
    }
    if (function instanceof Step4<?, ?, ?, ?, ?> step) {
      return ((Step4<Object, Object, Object, Object, Object>) step).apply(a[0], a[1], a[2], a[3]);
    }
    return invokeWide(function, a);
  }

  /**
   * What the body of a step has returned.
   *
   * @throws StrideException of kind {@code USER} if that is null
   */
  public static Object required(StepDefinition step, @Nullable Object returned) {
    if (returned == null) {
      throw new StrideException(
          FailureKind.USER,
          "Cannot use result of step '" + step.name() + "': it is null (return an Optional)");
    }
    return returned;
  }

  /** The body as a step over that many inputs. */
  static StepFunction calling(NativeStep.Body body, int inputs) {
    return switch (inputs) {
      case 0 -> (Step0<Object>) body::call;
      case 1 -> (Step1<Object, Object>) body::call;
      case 2 -> (Step2<Object, Object, Object>) body::call;
      case 3 -> (Step3<Object, Object, Object, Object>) body::call;
      case 4 -> (Step4<Object, Object, Object, Object, Object>) body::call;
      default ->
          throw new IllegalArgumentException(
              "Cannot use " + inputs + " inputs in a native step (at most 4)");
    };
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Object invokeWide(StepFunction function, Object[] a) throws Exception {
    if (function instanceof Step5<?, ?, ?, ?, ?, ?> step) {
      return ((Step5<Object, Object, Object, Object, Object, Object>) step)
          .apply(a[0], a[1], a[2], a[3], a[4]);
    }
    if (function instanceof Step6<?, ?, ?, ?, ?, ?, ?> step) {
      return ((Step6<Object, Object, Object, Object, Object, Object, Object>) step)
          .apply(a[0], a[1], a[2], a[3], a[4], a[5]);
    }
    if (function instanceof Step7<?, ?, ?, ?, ?, ?, ?, ?> step) {
      return ((Step7<Object, Object, Object, Object, Object, Object, Object, Object>) step)
          .apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
    }
    return ((Step8<Object, Object, Object, Object, Object, Object, Object, Object, Object>)
            function)
        .apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]);
  }
}
