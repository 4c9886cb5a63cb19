// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import dev.stride.api.MemorySize;
import dev.stride.api.Workflow;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.policy.Layer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plans for tests, on a machine of 4 processors and 8 GiB. */
final class Plans {
  static final Machine MACHINE = new Machine(4, new MemorySize(8L << 30));

  private Plans() {}

  static WorkflowDefinition definition(Workflow workflow, String... with) {
    return PolicyOverrides.parse(List.of(with)).applyTo(WorkflowDefinition.of(workflow, Map.of()));
  }

  /** The backends of this machine and those of {@code further} layers. */
  static Map<Layer, String> backends(Layer... further) {
    Map<Layer, String> backends = new EnumMap<>(Layer.class);
    backends.put(Layer.THREAD, "local");
    backends.put(Layer.DUCKDB, "local");
    for (Layer layer : further) {
      backends.put(layer, layer.toString());
    }
    return backends;
  }

  static PlanOptions options(Target target, Layer... further) {
    return new PlanOptions(target, backends(further), Set.of(), MACHINE);
  }

  /** The same inside a Spark driver. */
  static PlanOptions inSparkDriver(Target target) {
    return new PlanOptions(target, backends(Layer.SPARK), Set.of(Layer.SPARK), MACHINE);
  }
}
