// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.type.RecordType;
import java.util.List;

/**
 * Each different row once; null is equal to null, -0.0 to 0.0 and NaN to NaN.
 *
 * @param input the rows
 */
public record Distinct(Relation input) implements Relation {
  public Distinct {
    Scope.comparable("distinct", input.output());
  }

  @Override
  public RecordType output() {
    return input.output();
  }

  @Override
  public List<Relation> inputs() {
    return List.of(input);
  }
}
