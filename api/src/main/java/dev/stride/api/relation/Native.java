// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.relation;

import dev.stride.api.policy.Layer;
import dev.stride.api.type.RecordType;
import java.util.List;

/**
 * Rows that a step makes in an engine's own types; only that engine can lower it, whose backend
 * made it.
 *
 * @param layer the engine's layer
 * @param label what messages call the step
 * @param inputs the tables that the step is handed
 * @param output the record of the rows that come out
 * @param code the engine's own
 */
public record Native(
    Layer layer, String label, List<Relation> inputs, RecordType output, Object code)
    implements Relation {
  public Native {
    inputs = List.copyOf(inputs);
  }

  @Override
  public String toString() {
    return "Native[" + label + " on " + layer + ", " + output + "]";
  }
}
