// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.function;

import java.io.Serializable;

/** A step's body: a reference to a static method, or a lambda that is given a name. */
public sealed interface StepFunction extends Serializable
    permits Step0, Step1, Step2, Step3, Step4, Step5, Step6, Step7, Step8 {}
