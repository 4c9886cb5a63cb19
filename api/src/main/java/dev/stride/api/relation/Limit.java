// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.type.RecordType;
import java.util.List;

/**
 * Some of the rows in the input's order, which a {@link Sort} directly below decides.
 *
 * @param input the rows
 * @param offset how many to skip
 * @param count how many to keep at most; {@code Long.MAX_VALUE} for all
 */
public record Limit(Relation input, long offset, long count) implements Relation {
  public Limit {
    if (offset < 0 || count < 0) {
      throw new IllegalArgumentException(
          "Invalid limit: " + count + " rows after " + offset + " (must not be negative)");
    }
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
