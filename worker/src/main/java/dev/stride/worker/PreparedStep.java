// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker;

import dev.stride.api.Dataset;
import dev.stride.api.Secret;
import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepInput;
import dev.stride.api.definition.StepInvoker;
import dev.stride.api.definition.TypeNames;
import dev.stride.api.definition.WorkflowDefinition;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Scan;
import dev.stride.api.secret.Redactor;
import dev.stride.api.secret.SecretScope;
import dev.stride.api.secret.SecretSources;
import dev.stride.api.source.Arrow;
import dev.stride.api.source.Parquet;
import dev.stride.api.source.Source;
import dev.stride.api.type.RecordType;
import dev.stride.store.ValueCodec;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step with what its calls share, which is made at the first call: code of the user's takes part
 * in it, and what that throws belongs to a call. Used by one call after the other.
 */
final class PreparedStep {
  private final Message.Prepare prepare;
  private final Workflows workflows;
  private final Datasets datasets;
  private final Map<Integer, byte[]> shared = new HashMap<>();
  private final Redactor redactor;
  private final Map<String, Secret> carried = new HashMap<>();
  private @Nullable SecretSources sources;
  private @Nullable Ready ready;

  PreparedStep(Message.Prepare prepare, Workflows workflows, Datasets datasets, Redactor redactor) {
    this.prepare = prepare;
    this.workflows = workflows;
    this.datasets = datasets;
    this.redactor = redactor;
  }

  /** What is there once the step is found. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Ready(
      StepDefinition step,
      @Nullable Object[] arguments,
      int element,
      ValueCodec elements,
      ValueCodec results) {}

  /** Takes the JSON of a value that all calls share. */
  void share(int input, byte[] json) {
    shared.put(input, json);
  }

  /** Takes a secret that cannot be found here. */
  void carry(String name, Secret secret) {
    carried.put(name, secret);
  }

  /** Looked up for every call: a secret may be exchanged while a run goes on. */
  private SecretScope secrets() {
    if (prepare.secrets().isEmpty()) {
      return SecretScope.of(Map.of());
    }
    Map<String, Secret> all = new HashMap<>(carried);
    List<String> others =
        prepare.secrets().stream().filter(name -> !carried.containsKey(name)).toList();
    SecretSources open = sources;
    if (open == null) {
      open = SecretSources.open(prepare.secretSettings());
      sources = open;
    }
    all.putAll(open.find(others));
    redactor.add(all.values());
    return SecretScope.of(all);
  }

  /**
   * Calls the step's body.
   *
   * @param json the element; not read if the step takes none
   * @param onStart called when the body starts
   * @return the result as JSON
   * @throws Exception whatever the body throws, or what shows that it cannot be called
   */
  byte[] call(byte[] json, Runnable onStart) throws Exception {
    Ready all = ready();
    @Nullable Object[] arguments = all.arguments().clone();
    if (all.element() >= 0) {
      arguments[all.element()] = all.elements().decode(json);
    }
    SecretScope secrets = secrets();
    onStart.run();
    Object result =
        secrets.during(() -> StepInvoker.invoke(all.step().function().orElseThrow(), arguments));
    return all.results().encode(StepInvoker.required(all.step(), result));
  }

  private Ready ready() {
    Ready made = ready;
    if (made == null) {
      made = make();
      ready = made;
      shared.clear();
    }
    return made;
  }

  private Ready make() {
    WorkflowDefinition definition = workflows.of(prepare);
    StepDefinition step = definition.step(prepare.step());
    List<Message.Input> inputs = prepare.inputs();
    @Nullable Object[] arguments = new Object[inputs.size()];
    int element = -1;
    for (int index = 0; index < arguments.length; index++) {
      if (inputs.get(index).origin() == Message.Origin.ELEMENT) {
        element = index;
      } else {
        arguments[index] = argument(definition, step.inputs().get(index), index);
      }
    }
    Type elementType = element < 0 ? Object.class : definition.elementType(step);
    return new Ready(
        step, arguments, element, ValueCodec.of(elementType), ValueCodec.of(step.resultType()));
  }

  private @Nullable Object argument(WorkflowDefinition definition, StepInput from, int index) {
    Message.Input input = prepare.inputs().get(index);
    return switch (input.origin()) {
      case VALUE -> {
        byte[] json = shared.get(index);
        if (json == null) {
          throw new IllegalStateException("Cannot find value of input " + index);
        }
        yield ValueCodec.of(definition.typeOf(from)).decode(json);
      }
      case SOURCE -> dataset(definition.step(input.name()).relation().orElseThrow());
      case PARQUET -> dataset(files(definition, input, Parquet.at(input.folder())));
      case ARROW -> dataset(files(definition, input, Arrow.at(input.folder())));
      case ELEMENT -> throw new IllegalStateException("Cannot share an element");
    };
  }

  private static Relation files(WorkflowDefinition definition, Message.Input input, Source source) {
    Type dataset = definition.step(input.name()).resultType();
    Type rows = ((ParameterizedType) dataset).getActualTypeArguments()[0];
    RecordType type = RecordType.of(TypeNames.raw(rows).asSubclass(Record.class));
    return new Scan(input.name(), type, source);
  }

  @SuppressWarnings("unchecked")
  private Dataset<?> dataset(Relation relation) {
    return Dataset.of((Class<Record>) relation.output().type(), relation, datasets);
  }
}
