// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.expression.ErrorClass;
import java.util.Set;

/**
 * When an engine is known to fail where it should not: no rows differ by it, and its reason stands
 * beside it. How often it may happen is the test's to limit.
 */
@FunctionalInterface
public interface KnownFailure {
  /** An engine without any. */
  KnownFailure NONE = (program, errorClass) -> false;

  /**
   * Of a branch not taken: DuckDB 1.5 computes some dates ahead of a {@code case} or {@code
   * coalesce} that would not need them (trap 42).
   */
  KnownFailure DATE_COMPUTED_AHEAD =
      (program, errorClass) ->
          errorClass.equals(ErrorClass.OUT_OF_RANGE.name())
              && holdsAny(program, "PLUS_DAYS", "PLUS_MONTHS")
              && holdsAny(program, "CASE", "COALESCE");

  /**
   * Of an expression that no row needed: Spark filters a join's input by whether a computed key is
   * null, and asks that of rows that an explode has not left (trap 42).
   */
  KnownFailure ASKED_AHEAD_OF_EXPLODE =
      (program, errorClass) ->
          !errorClass.startsWith("Cannot")
              && program.constructs().containsAll(Set.of("Explode", "Join"));

  /**
   * Whether this failure is a known one.
   *
   * @param program a program that yields rows
   * @param errorClass the class of the error with which the engine failed
   */
  boolean explains(RandomProgram program, String errorClass);

  private static boolean holdsAny(RandomProgram program, String first, String second) {
    return program.constructs().contains(first) || program.constructs().contains(second);
  }
}
