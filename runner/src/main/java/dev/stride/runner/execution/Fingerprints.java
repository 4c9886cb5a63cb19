// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepInput;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.planner.Stage;
import dev.stride.store.Digests;
import dev.stride.store.ValueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the results of stages and datasets depend on. */
final class Fingerprints {
  private final RunContext context;
  private final CodeFingerprint code = new CodeFingerprint();

  Fingerprints(RunContext context) {
    this.context = context;
  }

  /** What identifies the rows of a dataset before anything is read. */
  String ofDataset(Relation relation, String backend) {
    if (relation instanceof Scan scan) {
      String files = context.backends().apply(backend).version(scan);
      return Digests.of(List.of(scan.source().toString(), scan.output().toString(), files));
    }
    Rows rows = (Rows) relation;
    return Digests.of(ValueCodec.ofListOf(rows.output().type()).encode(rows.rows()));
  }

  /** What the result of a stage depends on, given the results of its inputs. */
  Fingerprint of(Stage stage, Map<String, StageResult> results) {
    return of(stage, stage.inputs(), results);
  }

  /**
   * What every slot of a {@code foreach} depends on besides its element: not on the list, so that a
   * longer list leaves the slots of before as they are.
   */
  Fingerprint ofSlots(Stage stage, Map<String, StageResult> results) {
    List<String> shared =
        context.definition().step(stage.name()).inputs().stream()
            .skip(1)
            .map(StepInput::name)
            .toList();
    return of(stage, stage.inputs().stream().filter(shared::contains).toList(), results);
  }

  private Fingerprint of(Stage stage, List<String> upstream, Map<String, StageResult> results) {
    List<String> codes = new ArrayList<>();
    Map<String, Object> parameters = new TreeMap<>();
    for (String name : stage.steps()) {
      StepDefinition step = context.definition().step(name);
      codes.add(name);
      codes.add(codeOf(step));
      addParameters(step, parameters);
    }
    List<String> inputs = new ArrayList<>();
    for (String input : upstream) {
      inputs.add(input);
      StageResult result = results.get(input);
      inputs.add(result == null ? "" : result.digest());
    }
    return Fingerprint.of(codes, described(parameters), inputs);
  }

  private String codeOf(StepDefinition step) {
    return code.of(step.method().orElseThrow()) + step.fallback().map(code::of).orElse("");
  }

  /** The variables that a lambda has captured are parameters without a name. */
  private void addParameters(StepDefinition step, Map<String, Object> parameters) {
    context
        .definition()
        .values()
        .forEach(
            (name, value) -> {
              if (step.inputs().contains(new StepInput.FromParameter(name))) {
                parameters.put(name, value);
              }
            });
    step.function()
        .map(CapturedValues::of)
        .filter(captured -> !captured.isEmpty())
        .ifPresent(captured -> parameters.put(step.name() + "()", captured));
  }

  private static List<String> described(Map<String, Object> parameters) {
    List<String> parts = new ArrayList<>();
    parameters.forEach(
        (name, value) -> {
          parts.add(name);
          parts.add(value instanceof Enum<?> constant ? constant.name() : value.toString());
        });
    return parts;
  }
}
