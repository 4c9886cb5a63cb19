// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.decorator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Supplies a value when all attempts of a step have failed. The fallback is a static method of the
 * step's class over a {@link dev.stride.api.failure.Failure} and the step's inputs, with the step's
 * return type, and without a {@code throws} clause:
 *
 * <pre>{@code
 * @Catch(fallback = "noModel")
 * static Model fit(String carrier, Dataset<Flight> flights) { … }
 *
 * static Model noModel(Failure failure, String carrier, Dataset<Flight> flights) { … }
 * }</pre>
 *
 * It answers failures of the user's code, time limits and lack of memory; never cancellation,
 * damaged records or an unknown outcome.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Catch {
  /** The method's name. */
  String fallback();
}
