// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.Dataset;
import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepInput;
import dev.stride.api.definition.StepInvoker;
import dev.stride.api.definition.StepKind;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.spi.RemoteStep;
import dev.stride.store.ValueCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the arguments of steps out of what is known, building fused datasets on the way. */
final class Arguments {
  private final WorkflowDefinition definition;
  private final Map<String, StageResult> results;
  private final RowPlaces places;

  /**
   * @param places where datasets are read
   */
  Arguments(WorkflowDefinition definition, Map<String, StageResult> results, RowPlaces places) {
    this.definition = definition;
    this.results = results;
    this.places = places;
  }

  /** The arguments of a step, in order; datasets are read by {@code reader}. */
  Object[] of(StepDefinition step, DatasetReader reader) {
    return step.inputs().stream().map(input -> argument(input, reader)).toArray();
  }

  private @Nullable Object argument(StepInput input, DatasetReader reader) {
    if (input instanceof StepInput.FromParameter) {
      return definition.values().get(input.name());
    }
    StageResult result = results.get(input.name());
    if (result == null) {
      return built(definition.step(input.name()), reader);
    }
    return result instanceof StageResult.OfRows rows
        ? dataset(places.of(rows), reader)
        : ((StageResult.OfValue) result).value();
  }

  /**
   * The arguments of a step for another process, in order.
   *
   * @param isElsewhere whether that is on another machine, which sees no file of this one
   */
  List<RemoteStep.Argument> remote(StepDefinition step, boolean isElsewhere) {
    List<RemoteStep.Argument> arguments = new ArrayList<>();
    for (StepInput input : step.inputs()) {
      boolean isElement = step.kind() == StepKind.FOREACH && arguments.isEmpty();
      arguments.add(isElement ? new RemoteStep.Argument.Element() : remote(input, isElsewhere));
    }
    return arguments;
  }

  private RemoteStep.Argument remote(StepInput input, boolean isElsewhere) {
    boolean isRead =
        input instanceof StepInput.FromStep
            && definition.step(input.name()).kind() == StepKind.READ;
    if (isRead) {
      return new RemoteStep.Argument.Source(input.name());
    }
    if (results.get(input.name()) instanceof StageResult.OfRows rows
        && rows.relation() instanceof Scan scan) {
      return new RemoteStep.Argument.Files(
          input.name(), scan.source().format(), isElsewhere ? "" : folder(rows), rows.stored());
    }
    Object value = argument(input, DatasetReader.forbidden());
    return new RemoteStep.Argument.Value(ValueCodec.of(definition.typeOf(input)).encode(value));
  }

  private String folder(StageResult.OfRows rows) {
    String path = ((Scan) places.of(rows)).source().path();
    return Path.of(path).toAbsolutePath().toString();
  }

  /** The dataset that a data-parallel step describes over its inputs. */
  Relation relation(StepDefinition step) {
    return built(step, DatasetReader.forbidden()).relation();
  }

  private Dataset<?> built(StepDefinition step, DatasetReader reader) {
    Object built;
    try {
      built =
          StepInvoker.invoke(step.function().orElseThrow(), of(step, DatasetReader.forbidden()));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new StrideException(
          FailureKind.USER, "Cannot build dataset of step '" + step.name() + "': " + e, e);
    }
    if (built instanceof Dataset<?> dataset) {
      return dataset(dataset.relation(), reader);
    }
    throw new StrideException(
        FailureKind.USER,
        "Cannot build dataset of step '" + step.name() + "': it returned null (return a dataset)");
  }

  @SuppressWarnings("unchecked")
  static Dataset<?> dataset(Relation relation, DatasetReader reader) {
    return Dataset.of(
        Objects.requireNonNull((Class<Record>) relation.output().type()), relation, reader);
  }
}
