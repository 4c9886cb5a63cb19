// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.expression.ScalarFunction;
import dev.stride.api.relation.Relation;
import dev.stride.testing.program.EdgeValues;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every scalar function yields for null, extreme and awkward arguments: the same as in the
 * reference interpreter, errors included. A backend's tests extend this class.
 */
public abstract class EdgeValueContract {

  /** The rows of a relation on the backend under test. */
  protected abstract List<Record> rows(Relation relation);

  @TestFactory
  Stream<DynamicTest> everyFunctionKeepsItsMeaningAtTheEdges() {
    return Arrays.stream(ScalarFunction.values())
        .map(function -> DynamicTest.dynamicTest(function.name(), () -> check(function)));
  }

  private void check(ScalarFunction function) {
    assertThat(EdgeValues.calls(function)).as("calls of %s", function).isNotEmpty();
    assertThat(EdgeValues.difference(function, this::rows)).isEmpty();
  }
}
