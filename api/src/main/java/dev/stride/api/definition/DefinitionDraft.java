// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Secret;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilders;
import dev.stride.api.failure.InvalidWorkflowException;
import dev.stride.api.failure.StrideException;
import dev.stride.api.failure.Unreadable;
import dev.stride.api.function.MethodReference;
import dev.stride.api.function.Step1;
import dev.stride.api.function.StepFunction;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Source;
import dev.stride.api.type.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects a workflow's nodes while {@link Workflow#define} runs, and completes them afterwards.
 */
public final class DefinitionDraft {
  private static final String PARAMETER_NAME = "[a-z][a-z0-9-]{0,63}";

  /** Options of the command line; a parameter of that name could never be given. */
  private static final Set<String> RESERVED =
      Set.of(
          "on",
          "with",
          "conf",
          "output",
          "tag",
          "jar",
          "debug",
          "help",
          "version",
          "plan",
          "quiet",
          "on-failure",
          "reuse",
          "deadline");

  private static final Step1<Dataset<Record>, Dataset<Record>> COPY = DefinitionDraft::copy;

  private final Workflow workflow;
  private final WorkflowName workflowName;
  private final GivenArguments arguments;
  private final Function<StepDefinition, Optional<String>> further;
  private final Map<String, StepDraft> parameters = new LinkedHashMap<>();
  private final List<StepDraft> steps = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, StepDraft> results = new LinkedHashMap<>();
  private @Nullable Throwable stoppedBy;

  DefinitionDraft(
      Workflow workflow,
      Map<String, ?> arguments,
      Function<StepDefinition, Optional<String>> further) {
    this.workflow = workflow;
    this.workflowName = WorkflowName.of(workflow);
    this.arguments = new GivenArguments(workflowName.text(), arguments);
    this.further = further;
  }

  WorkflowDefinition define() {
    arguments.checkLength();
    try {
      return defineAndCheck();
    } catch (LinkageError | TypeNotPresentException e) {
      // Reflection loads what the signatures of steps name.
      problems.add(reason(e));
      throw new InvalidWorkflowException(workflowName.text(), problems, e);
    }
  }

  private WorkflowDefinition defineAndCheck() {
    workflowName.problem().ifPresent(problems::add);
    DefinitionCompleter completer =
        new DefinitionCompleter(
            workflow, workflowName.text(), parameters, steps, problems, further);
    defineToItsEnd();
    storeResultsThatAreOnlyRead();
    completer.checkNames();
    if (stoppedBy != null) {
      throw completer.ended(stoppedBy);
    }
    if (results.size() > 1 && results.containsKey("")) {
      problems.add("one of its results has no name (name all with result(\"…\", node))");
    }
    if (results.isEmpty()) {
      problems.add("it has no result (call workflow.result(node) at the end of define)");
    }
    completer.checkReads();
    completer.refuseProblems(results);
    arguments.refuseWrongAndUnknown(declared());
    return completer.complete(results);
  }

  /** What was never reached is neither unused nor missing. */
  private void defineToItsEnd() {
    try {
      workflow.define(WorkflowBuilders.builder(this));
    } catch (StepDraft.MissingParameter missing) {
      if (!problems.isEmpty()) {
        throw new InvalidWorkflowException(workflowName.text(), problems, missing);
      }
      // It has no value, so it is among them.
      arguments.refuseWrong(declared());
    } catch (StrideException e) {
      throw e;
    } catch (Throwable e) {
      stoppedBy = e;
      problems.add(place(e) + reason(e));
    }
  }

  /** What a run yields is stored, and its rows are looked at before the run has succeeded. */
  private void storeResultsThatAreOnlyRead() {
    results.replaceAll(
        (name, draft) ->
            draft.relation().isPresent() ? stored(name.isEmpty() ? "result" : name, draft) : draft);
  }

  private StepDraft stored(String name, StepDraft rows) {
    Set<String> taken = steps.stream().map(StepDraft::name).collect(Collectors.toSet());
    String free = name;
    for (int number = 2; taken.contains(free); number++) {
      free = name + number;
    }
    StepDraft step = draft(free, COPY, false, new Node<>(rows));
    step.markRead();
    steps.add(step);
    return step;
  }

  /** Its record is that of its input, which no signature says. */
  static <R extends Record> Dataset<R> copy(Dataset<R> rows) {
    return rows;
  }

  private String reason(Throwable thrown) {
    Throwable readable = Unreadable.replacedIn(thrown);
    return readable instanceof IllegalArgumentException && readable.getMessage() != null
        ? readable.getMessage()
        : DefinitionCompleter.reason(workflowName.text(), readable, "mend its define method");
  }

  /** Where in the workflow's own source it was thrown; empty if it was elsewhere. */
  private String place(Throwable thrown) {
    String source = workflow.getClass().getName().split("[$]", 2)[0];
    return Arrays.stream(thrown.getStackTrace())
        .filter(frame -> frame.getClassName().split("[$]", 2)[0].equals(source))
        .filter(frame -> frame.getFileName() != null)
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber() + ": ")
        .findFirst()
        .orElse("");
  }

  List<ParameterDefinition> describe() {
    try {
      workflow.define(WorkflowBuilders.builder(this));
    } catch (Throwable e) {
      // Whoever defines it is told.
      stoppedBy = e;
    }
    return declared();
  }

  private List<ParameterDefinition> declared() {
    return parameters.values().stream().flatMap(draft -> draft.parameter().stream()).toList();
  }

  /** Declares a parameter. */
  public <T> Parameter<T> parameter(
      String name, Class<T> type, String help, @Nullable T defaultValue) {
    checkParameter(name, type);
    ParameterDefinition definition = new ParameterDefinition(name, type, help, defaultValue);
    StepDraft draft = StepDraft.parameter(definition, arguments.of(definition));
    if (parameters.put(name, draft) != null) {
      problems.add("two parameters are named '" + name + "' (rename one)");
    }
    return new Parameter<>(draft);
  }

  private void checkParameter(String name, Class<?> type) {
    if (!name.matches(PARAMETER_NAME)) {
      problems.add(
          "parameter name '" + name + "' is illegal (use small letters, digits and dashes)");
    }
    if (RESERVED.contains(name)) {
      problems.add("parameter '" + name + "' has the name of an option (rename it)");
    }
    if (!ParameterValues.isSupported(type)) {
      problems.add(
          "parameter '"
              + name
              + "' is a "
              + type.getSimpleName()
              + (type == Secret.class
                  ? " (name it by @Secrets on the steps that need it)"
                  : " (use String, Integer, Long, Float, Double, Boolean, an enum, LocalDate,"
                      + " LocalDateTime or Instant)"));
    }
  }

  /** Declares rows in files. */
  public <R extends Record> Node<Dataset<R>> read(String name, Class<R> type, Source source) {
    return rows(name, type, record -> new Scan(name, record, source));
  }

  /** Declares rows in memory. */
  public <R extends Record> Node<Dataset<R>> rows(String name, Class<R> type, List<R> rows) {
    return rows(name, type, record -> new Rows(record, rows));
  }

  private <R extends Record> Node<Dataset<R>> rows(
      String name, Class<R> type, Function<RecordType, Relation> relation) {
    List<String> unstorable = RecordType.problemsOf(type);
    problems.addAll(unstorable);
    return add(
        unstorable.isEmpty()
            ? StepDraft.read(name, relation.apply(RecordType.of(type)))
            : StepDraft.broken(name));
  }

  /** Declares a step named like its method. */
  public <T> Node<T> step(StepFunction function, Node<?>... inputs) {
    return add(unnamed(function, false, inputs));
  }

  /** Declares a step with a name of its own. */
  public <T> Node<T> step(String name, StepFunction function, Node<?>... inputs) {
    return add(draft(name, function, false, inputs));
  }

  /** Declares a step in an engine's own types, named like its method. */
  public <T> Node<T> nativeStep(NativeStep step, Node<?>... inputs) {
    MethodReference reference = MethodReference.of(step.function());
    List<StepDraft> drafts = Arrays.stream(inputs).map(Node::draft).toList();
    return add(
        StepDraft.step(
            nameOf(reference),
            new StepDraft.Body(
                StepInvoker.calling(step.body(), inputs.length),
                reference,
                false,
                Optional.of(step),
                drafts)));
  }

  /** Declares one task per element of the first input. */
  public <T> Node<List<T>> foreach(StepFunction function, Node<?>... inputs) {
    return add(unnamed(function, true, inputs));
  }

  /** Declares one task per element of the first input, with a name of its own. */
  public <T> Node<List<T>> foreach(String name, StepFunction function, Node<?>... inputs) {
    return add(draft(name, function, true, inputs));
  }

  /** Declares a result; a single one has the name {@code ""}. */
  public void result(String name, Node<?> node) {
    node.draft().markRead();
    if (results.put(name, node.draft()) != null) {
      problems.add(
          name.isEmpty()
              ? "it has two results (keep one, or name them with result(\"…\", node))"
              : "two results are named '" + name + "' (rename one)");
    }
  }

  private StepDraft unnamed(StepFunction function, boolean foreach, Node<?>... inputs) {
    return draft(nameOf(MethodReference.of(function)), function, foreach, inputs);
  }

  private String nameOf(MethodReference reference) {
    if (!reference.isLambda()) {
      return reference.name();
    }
    problems.add(
        "Cannot use lambda as step: it has no name to call remotely (pass a static method, e.g. "
            + workflow.getClass().getSimpleName()
            + "::clean, or give it a name)");
    return "step" + (steps.size() + 1);
  }

  private StepDraft draft(String name, StepFunction function, boolean foreach, Node<?>... inputs) {
    List<StepDraft> drafts = Arrays.stream(inputs).map(Node::draft).toList();
    return StepDraft.step(
        name,
        new StepDraft.Body(
            function, MethodReference.of(function), foreach, Optional.empty(), drafts));
  }

  private <T> Node<T> add(StepDraft draft) {
    steps.add(draft);
    return new Node<>(draft);
  }
}
