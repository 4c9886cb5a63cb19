// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Secret;
import dev.stride.api.Workflow;
import dev.stride.api.decorator.Catch;
import dev.stride.api.decorator.Resources;
import dev.stride.api.decorator.Retry;
import dev.stride.api.decorator.Secrets;
import dev.stride.api.decorator.Timeout;
import dev.stride.api.expression.Functions;
import dev.stride.api.failure.Failure;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.InvalidWorkflowException;
import dev.stride.api.function.Step0;
import dev.stride.api.policy.Fallback;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.api.source.Parquet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class DefinitionProblemsTest {
  private static final String PLACE = "DefinitionProblemsTest\\.java:\\d+: ";

  public record Row(int value) {}

  static int one() {
    return 1;
  }

  static int increment(int value) {
    return value + 1;
  }

  static List<Integer> many() {
    return List.of(1);
  }

  private static List<String> problems(Workflow workflow) {
    InvalidWorkflowException invalid =
        catchThrowableOfType(
            InvalidWorkflowException.class, () -> WorkflowDefinition.of(workflow, Map.of()));
    assertThat(invalid).as("the definition is refused").isNotNull();
    assertThat(invalid.kind()).isEqualTo(FailureKind.CONFIGURATION);
    return invalid.problems();
  }

  private static String stepProblem(Step0<?> step) {
    List<String> problems = problems(builder -> builder.result(builder.step(step)));
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  @Test
  void needsAResult() {
    assertThat(problems(builder -> {}))
        .containsExactly("it has no result (call workflow.result(node) at the end of define)");
  }

  @Test
  void needsAResultWhateverElseIsWrong() {
    assertThat(problems(builder -> builder.step("a name", DefinitionProblemsTest::one)))
        .satisfiesExactly(
            name -> assertThat(name).startsWith("step name 'a name' is illegal"),
            result -> assertThat(result).startsWith("it has no result (call workflow.result("),
            use -> assertThat(use).startsWith("step 'a name' is never used"));
  }

  /** Of any two types. */
  public record Pair<A, B>(A first, B second) {}

  static Pair<Integer, String> pair() {
    return new Pair<>(1, "a");
  }

  static List<Pair<Integer, String>> pairs() {
    return List.of(pair());
  }

  @Test
  void refusesGenericRecordsAsValues() {
    assertThat(stepProblem(DefinitionProblemsTest::pair))
        .isEqualTo(
            "step 'pair': Pair<Integer, String> is a generic record, whose values cannot be read again"
                + " (declare a record with these types)");
    assertThat(stepProblem(DefinitionProblemsTest::pairs))
        .startsWith("step 'pairs': Pair<Integer, String> is a generic record");
  }

  @Test
  void tellsWhereItsDefinitionThrewAndWhatElseIsWrong() {
    assertThat(
            problems(
                builder -> {
                  builder.step("a name", DefinitionProblemsTest::one);
                  throw new IllegalStateException("no luck");
                }))
        .satisfiesExactly(
            thrown ->
                assertThat(thrown)
                    .matches(
                        "DefinitionProblemsTest\\.java:\\d+: .*IllegalStateException: no luck .*")
                    .endsWith("(mend its define method)"),
            name -> assertThat(name).contains("'a name'"));
  }

  @Test
  void refusesTwoResultsWithoutNames() {
    assertThat(
            problems(
                builder -> {
                  builder.result(builder.step(DefinitionProblemsTest::one));
                  builder.result(builder.step(DefinitionProblemsTest::many));
                }))
        .containsExactly("it has two results (keep one, or name them with result(\"…\", node))");
  }

  @Test
  void refusesTwoResultsOfOneName() {
    assertThat(
            problems(
                builder -> {
                  Node<Integer> one = builder.step(DefinitionProblemsTest::one);
                  builder.result("a", one);
                  builder.result("a", one);
                }))
        .containsExactly("two results are named 'a' (rename one)");
  }

  @Test
  void refusesResultsOfWhichOneHasNoName() {
    assertThat(
            problems(
                builder -> {
                  Node<Integer> one = builder.step(DefinitionProblemsTest::one);
                  builder.result(one);
                  builder.result("a", one);
                  builder.result("b", one);
                }))
        .containsExactly("one of its results has no name (name all with result(\"…\", node))");
  }

  @Test
  void refusesAParameterAsResult() {
    assertThat(
            problems(
                builder -> builder.result(builder.parameter("n", Integer.class).defaultsTo(1))))
        .containsExactly("its result is a parameter (return it from a step)");
  }

  @Test
  void refusesStepsThatShareAName() {
    assertThat(
            problems(
                builder -> {
                  Node<Integer> one = builder.step(DefinitionProblemsTest::one);
                  Node<Integer> again = builder.step(DefinitionProblemsTest::increment, one);
                  builder.result(again.named("One"));
                }))
        .containsExactly("two steps are named 'One' (give one another name with .named(\"…\"))");
  }

  @Test
  void refusesAStepNamedLikeADataset() {
    assertThat(
            problems(
                builder -> {
                  Node<Dataset<Row>> rows = builder.rows("rows", Row.class, List.of());
                  builder.result(builder.step("rows", same -> same, rows));
                }))
        .containsExactly("two steps are named 'rows' (give one another name with .named(\"…\"))");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1st",
        "a b",
        "a/b",
        "ä",
        "../a",
        "/a",
        "..",
        "-a",
        "a\n",
        "a\u0000",
        "😀",
        "a\u202eb",
      })
  void refusesIllegalStepNames(String name) {
    assertThat(
            problems(
                builder -> builder.result(builder.step(DefinitionProblemsTest::one).named(name))))
        .containsExactly(
            "step name '"
                + name
                + "' is illegal (use a letter, then letters, digits, '_', '.' and '-', at most"
                + " 128)");
  }

  @Test
  void refusesLambdasWithoutAName() {
    assertThat(problems(new Named(builder -> builder.result(builder.step(() -> 1)))))
        .containsExactly(
            "Cannot use lambda as step: it has no name to call remotely (pass a static method, e.g. "
                + "Named::clean, or give it a name)");
  }

  private int instance(int value) {
    return value;
  }

  @Test
  void refusesMethodsThatAreNotStatic() {
    assertThat(
            problems(
                builder ->
                    builder.result(
                        builder.step(this::instance, builder.step(DefinitionProblemsTest::one)))))
        .containsExactly(
            "Cannot use DefinitionProblemsTest::instance as step 'instance': it is not a static"
                + " method (declare it static and pass what it needs as inputs)");
  }

  @Test
  void refusesConstructors() {
    assertThat(
            problems(
                builder ->
                    builder.result(
                        builder
                            .step(Row::new, builder.step(DefinitionProblemsTest::one))
                            .named("row"))))
        .containsExactly(
            "Cannot use Row::<init> as step 'row': it is not a static method (declare it static and"
                + " pass what it needs as inputs)");
  }

  @Test
  void refusesObjectsAsSteps() {
    Step0<Integer> object =
        new Step0<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public Integer apply() {
            return 1;
          }
        };

    assertThat(problems(builder -> builder.result(builder.step("object", object))))
        .satisfiesExactly(
            problem ->
                assertThat(problem)
                    .matches(PLACE + ".*")
                    .endsWith(
                        ": Cannot use "
                            + object.getClass().getName()
                            + " as function: it is an object (pass a method reference or a"
                            + " lambda)"));
  }

  @Test
  void refusesWhatIsNeverUsed() {
    assertThat(
            problems(
                builder -> {
                  builder.parameter("n", Integer.class).defaultsTo(1);
                  builder.read("flights", Row.class, Parquet.at("x"));
                  builder.step(DefinitionProblemsTest::one);
                  builder.result(builder.step(DefinitionProblemsTest::many));
                }))
        .containsExactly(
            "parameter 'n' is never read (use it in a step, or remove it)",
            "dataset 'flights' is never used (pass it to a step or make it the result, or remove"
                + " it)",
            "step 'one' is never used (pass it to a step or make it the result, or remove it)");
  }

  @Catch(fallback = "nothing")
  static int caught() {
    return 1;
  }

  @Catch(fallback = "wrongTypes")
  static List<Integer> caughtWrongly(Dataset<Row> rows, int number) {
    return List.of();
  }

  static List<Integer> wrongTypes(Failure failure, Dataset<Row> rows, String number) {
    return List.of();
  }

  List<Integer> wrongTypes(Failure failure, Dataset<Row> rows, int number) {
    return List.of();
  }

  @Catch(fallback = "risky")
  static int caughtByThrowing() {
    return 1;
  }

  static int risky(Failure failure) throws IOException {
    throw new IOException(failure.message());
  }

  @Test
  void refusesFallbacksThatThrow() {
    assertThat(stepProblem(DefinitionProblemsTest::caughtByThrowing))
        .isEqualTo(
            "step 'caughtByThrowing': Cannot use 'risky' as fallback of caughtByThrowing: it throws"
                + " IOException (catch it there, and return a value in every case)");
  }

  @Test
  void refusesFallbacksThatAreMissing() {
    assertThat(stepProblem(DefinitionProblemsTest::caught))
        .isEqualTo(
            "step 'caught': Cannot use 'nothing' as fallback of caught: there is no such method"
                + " (declare static int nothing(Failure))");
  }

  @Test
  void refusesFallbacksOfOtherTypes() {
    assertThat(
            problems(
                builder ->
                    builder.result(
                        builder.step(
                            DefinitionProblemsTest::caughtWrongly,
                            builder.rows("rows", Row.class, List.of()),
                            builder.step(DefinitionProblemsTest::one)))))
        .containsExactly(
            "step 'caughtWrongly': Cannot use 'wrongTypes' as fallback of caughtWrongly: it has"
                + " other types (declare static List<Integer> wrongTypes(Failure, Dataset<Row>,"
                + " int))");
  }

  @Test
  void refusesAnEmptyFallbackWhereNothingIsEmpty() {
    assertThat(
            problems(
                builder ->
                    builder.result(
                        builder.step(DefinitionProblemsTest::one).with(Fallback.empty()))))
        .containsExactly("step 'one': int has no empty value (name a fallback method)");
    WorkflowDefinition.of(
        builder ->
            builder.result(builder.step(DefinitionProblemsTest::many).with(Fallback.empty())),
        Map.of());
  }

  @Retry(times = -1)
  @Timeout(seconds = 5, minutes = -5)
  @Resources(cpu = -2, memory = "16 GB", disk = "5")
  static int decoratedBadly() {
    return 1;
  }

  @Retry(delayMillis = -1)
  @Timeout
  @Resources(gpu = -1, memory = "2 GiB", maxMemory = "1 GiB")
  static int decoratedWorse() {
    return 1;
  }

  @Timeout(hours = Long.MAX_VALUE)
  @Resources(disk = "0 GiB")
  static int decoratedHugely() {
    return 1;
  }

  @Test
  void refusesInvalidDecoratorsAllAtOnce() {
    assertThat(
            problems(
                builder -> {
                  builder.result("a", builder.step(DefinitionProblemsTest::decoratedBadly));
                  builder.result("b", builder.step(DefinitionProblemsTest::decoratedWorse));
                  builder.result("c", builder.step(DefinitionProblemsTest::decoratedHugely));
                }))
        .containsExactly(
            "step 'decoratedBadly': @Retry of decoratedBadly: Invalid retry times: -1 (must be >="
                + " 0)",
            "step 'decoratedBadly': @Timeout of decoratedBadly: Invalid timeout: -295s (must"
                + " be longer than zero)",
            "step 'decoratedBadly': @Resources of decoratedBadly: Invalid cpu: -2 (must be >= 1);"
                + " Invalid memory: 16 GB (must be a whole number and a unit, for example 16GiB);"
                + " Invalid disk: 5 (must be a whole number and a unit, for example 16GiB)",
            "step 'decoratedWorse': @Retry of decoratedWorse: Invalid retry delay: PT-0.001S (must"
                + " be >= 0)",
            "step 'decoratedWorse': @Timeout of decoratedWorse: Invalid timeout: 0s (must be"
                + " longer than zero)",
            "step 'decoratedWorse': @Resources of decoratedWorse: Invalid gpu: -1 (must be >= 1);"
                + " Invalid maxMemory: 1 GiB (must be at least memory, which must be set)",
            "step 'decoratedHugely': @Timeout of decoratedHugely: long overflow",
            "step 'decoratedHugely': @Resources of decoratedHugely: Invalid disk: 0 B (must be"
                + " at least 1)");
  }

  @Test
  void refusesPoliciesOfWhatIsNoStep() {
    assertThat(
            problems(
                builder ->
                    builder.result(
                        builder.rows("rows", Row.class, List.of()).with(RetryPolicy.times(1)))))
        .satisfiesExactly(
            problem ->
                assertThat(problem)
                    .matches(PLACE + ".*")
                    .endsWith(
                        ": Cannot set policies of 'rows': it is no step (set them on a step that"
                            + " reads it)"));
  }

  @Test
  void refusesToRenameParameters() {
    assertThat(
            problems(
                builder -> {
                  Parameter<Integer> n = builder.parameter("n", Integer.class).defaultsTo(1);
                  builder.result(builder.step(DefinitionProblemsTest::increment, n.named("m")));
                }))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .matches(
                        PLACE
                            + "Cannot rename parameter 'n' \\(declare it under the other name\\)"));
  }

  public record Unstorable(java.util.Date when, Object what) {}

  record Hidden(int value) {}

  @Test
  void refusesRecordsThatCannotBeStoredAllAtOnce() {
    assertThat(
            problems(
                builder -> {
                  builder.result("a", builder.read("a", Unstorable.class, Parquet.at("a")));
                  builder.result("b", builder.rows("b", Hidden.class, List.of()));
                  builder.result("c", builder.step(DefinitionProblemsTest::one).named("c/"));
                }))
        .satisfiesExactly(
            problem ->
                assertThat(problem)
                    .startsWith(
                        "Cannot store record Unstorable: when has the type java.util.Date (use a"
                            + " primitive or boxed value, String,"),
            problem ->
                assertThat(problem)
                    .startsWith(
                        "Cannot store record Unstorable: what has the type java.lang.Object"),
            problem ->
                assertThat(problem)
                    .isEqualTo(
                        "Cannot store record Hidden: Hidden is not public (declare it public)"),
            problem -> assertThat(problem).startsWith("step name 'c/' is illegal"));
  }

  static Dataset<Hidden> hidden(Dataset<Row> rows) {
    return rows.select(Hidden.class, Functions.field(Row::value));
  }

  static Dataset<Row> mistaken(Dataset<Row> rows) {
    return rows.select(Row.class, Functions.field(Row::value).asString());
  }

  static Dataset<Row> reading(Dataset<Row> rows) {
    rows.toList();
    return rows;
  }

  @SuppressWarnings("NullAway")
  static Dataset<Row> returningNull(Dataset<Row> rows) {
    return null;
  }

  @Test
  void refusesDatasetsThatCannotBeBuilt() {
    assertThat(
            problems(
                builder -> {
                  Node<Dataset<Row>> rows = builder.rows("rows", Row.class, List.of());
                  builder.result("a", builder.step(DefinitionProblemsTest::hidden, rows));
                  builder.result("b", builder.step(DefinitionProblemsTest::mistaken, rows));
                  builder.result("c", builder.step(DefinitionProblemsTest::reading, rows));
                  builder.result("d", builder.step(DefinitionProblemsTest::returningNull, rows));
                }))
        .satisfiesExactly(
            problem -> assertThat(problem).startsWith("step 'hidden': Cannot store record Hidden"),
            problem ->
                assertThat(problem)
                    .startsWith("step 'mistaken': Cannot use ")
                    .contains("it is STRING (must be INT"),
            problem -> assertThat(problem).startsWith("step 'reading': Cannot read"),
            problem ->
                assertThat(problem)
                    .isEqualTo("step 'returningNull': it returned null (return a dataset)"));
  }

  static Thread thread() {
    return Thread.currentThread();
  }

  @Test
  void refusesValuesThatCannotBeStored() {
    assertThat(stepProblem(DefinitionProblemsTest::thread))
        .isEqualTo(
            "step 'thread': Thread cannot be stored (use a record, a List, a Map, a boxed value, a"
                + " String, an enum, byte[], an Optional, java.time or a sealed interface of"
                + " records)");
  }

  @Test
  void tellsOneProblemInOneSentence() {
    assertThatThrownBy(() -> WorkflowDefinition.of(new Named(builder -> {}), Map.of()))
        .hasMessage(
            "Invalid workflow 'named': it has no result (call workflow.result(node) at the end of"
                + " define)");
  }

  @Test
  void tellsSeveralProblemsInOneList() {
    Workflow workflow =
        new Named(
            builder -> {
              builder.parameter("Bad", Integer.class).defaultsTo(1);
              builder.result(builder.step(DefinitionProblemsTest::one).named("a b"));
            });

    assertThatThrownBy(() -> WorkflowDefinition.of(workflow, Map.of()))
        .hasMessage(
            """
            Invalid workflow 'named': 3 problems
              - parameter name 'Bad' is illegal (use small letters, digits and dashes)
              - step name 'a b' is illegal (use a letter, then letters, digits, '_', '.' and '-', at most 128)
              - parameter 'Bad' is never read (use it in a step, or remove it)""");
  }

  record Named(Workflow definition) implements Workflow {
    @Override
    public void define(dev.stride.api.WorkflowBuilder workflow) {
      definition.define(workflow);
    }
  }

  @Test
  void describesParametersOfAWorkflowThatIsInvalid() {
    List<ParameterDefinition> parameters = new ArrayList<>();
    parameters.addAll(
        WorkflowDefinition.parametersOf(
            builder -> {
              builder.parameter("n", Integer.class).defaultsTo(1);
              builder.rows("b", Hidden.class, List.of());
              builder.step(() -> 1);
            }));

    assertThat(parameters).extracting(ParameterDefinition::name).containsExactly("n");
  }

  /** What a step makes of a secret. */
  public record Login(String user, List<Secret> keys) {}

  static Login login() {
    return new Login("", List.of());
  }

  static Secret secret() {
    return Secret.of("swordfish");
  }

  @Secrets({"db-password", "db_PASSWORD"})
  static int twins() {
    return 1;
  }

  @Secrets({})
  static int noSecrets() {
    return 1;
  }

  @Secrets("../key")
  static int outside() {
    return 1;
  }

  @Secrets("key")
  static Dataset<Row> lazy(Dataset<Row> rows) {
    return rows;
  }

  @Test
  void refusesNamesThatAreTooLongOrDifferInCaseAlone() {
    assertThat(
            problems(
                builder ->
                    builder.result(
                        builder.step(DefinitionProblemsTest::one).named("x".repeat(300)))))
        .hasSize(1)
        .allMatch(problem -> problem.contains("is illegal"));
    assertThat(
            problems(
                builder -> {
                  Node<Integer> first = builder.step(DefinitionProblemsTest::one).named("Con");
                  builder.result(
                      builder.step(DefinitionProblemsTest::increment, first).named("CON"));
                }))
        .containsExactly("two steps are named 'CON' (give one another name with .named(\"…\"))");
  }

  @Test
  void refusesSecretsAsValues() {
    assertThat(stepProblem(DefinitionProblemsTest::secret))
        .isEqualTo(
            "step 'secret': a secret cannot be a value (name it by @Secrets on each step that needs"
                + " it)");
    assertThat(stepProblem(DefinitionProblemsTest::login))
        .startsWith("step 'login': Login.keys: a secret cannot be a value");
  }

  @Test
  void refusesSecretsAsParameters() {
    assertThat(
            problems(
                builder -> {
                  builder.parameter("key", Secret.class).defaultsTo(Secret.of("swordfish"));
                  builder.result(builder.step(DefinitionProblemsTest::one));
                }))
        .contains("parameter 'key' is a Secret (name it by @Secrets on the steps that need it)");
  }

  @Test
  void refusesNamesOfSecretsThatCannotBe() {
    assertThat(stepProblem(DefinitionProblemsTest::twins))
        .startsWith("step 'twins': @Secrets of twins: Invalid secrets: [db-password, db_PASSWORD]");
    assertThat(stepProblem(DefinitionProblemsTest::noSecrets))
        .isEqualTo(
            "step 'noSecrets': @Secrets of noSecrets: Invalid secrets: none (must be at least one"
                + " name)");
    assertThat(stepProblem(DefinitionProblemsTest::outside))
        .startsWith("step 'outside': @Secrets of outside: Invalid name of a secret: '../key'");
  }

  @Test
  void refusesSecretsWhereNothingRuns() {
    assertThat(
            problems(
                builder -> {
                  Node<Dataset<Row>> rows = builder.rows("rows", Row.class, List.of(new Row(1)));
                  builder.result(builder.step(DefinitionProblemsTest::lazy, rows));
                }))
        .containsExactly(
            "step 'lazy': a data-parallel step gets no secrets (use them in a single-node or native"
                + " step)");
  }
}
