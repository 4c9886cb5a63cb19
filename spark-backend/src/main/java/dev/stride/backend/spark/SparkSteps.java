// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.definition.NativeStep;
import dev.stride.api.definition.StepDefinition;
import dev.stride.api.function.MethodReference;
import dev.stride.api.policy.Layer;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/**
 * Steps in Spark's own types, for what the algebra does not have: a static method that is handed
 * the {@code SparkSession} and Spark's datasets of records, and returns such a dataset or a value.
 *
 * <pre>{@code
 * SparkSteps spark = SparkSteps.of(workflow);
 * Node<Dataset<Delay>> outliers =
 *     spark.dataset(Delays::outliers, SparkSteps.rows(flights), SparkSteps.value(limit));
 *
 * static org.apache.spark.sql.Dataset<Delay> outliers(
 *     SparkSession session, org.apache.spark.sql.Dataset<Flight> flights, int limit) {
 *   return flights.groupBy("carrier").agg(…).as(SparkSteps.encoder(Delay.class));
 * }
 * }</pre>
 *
 * <p>The session is the user's own, with its views and functions, where there is one. Such a step
 * runs on Spark only, and plans say so. Its columns are named like the records' components.
 * Confined to {@link dev.stride.api.Workflow#define}.
 */
public final class SparkSteps {
  private final WorkflowBuilder workflow;

  private SparkSteps(WorkflowBuilder workflow) {
    this.workflow = workflow;
  }

  /** Adds native steps to a workflow. */
  public static SparkSteps of(WorkflowBuilder workflow) {
    return new SparkSteps(workflow);
  }

  /** A dataset as Spark's, of the same records. */
  public static <R extends Record> SparkInput<org.apache.spark.sql.Dataset<R>> rows(
      Node<Dataset<R>> node) {
    return new SparkInput<>(node);
  }

  /** A value or parameter as it is. */
  public static <V> SparkInput<V> value(Node<V> node) {
    return new SparkInput<>(node);
  }

  /** Spark's encoder of a record, for what a step returns. */
  @SuppressWarnings("unchecked")
  public static <R extends Record> org.apache.spark.sql.Encoder<R> encoder(Class<R> record) {
    return (org.apache.spark.sql.Encoder<R>) NativeBody.encoder(record);
  }

  /** A step that returns a dataset: its body only builds a plan, which joins its neighbours'. */
  public <A, R extends Record> Node<Dataset<R>> dataset(
      SparkStep1<A, org.apache.spark.sql.Dataset<R>> step, SparkInput<A> a) {
    return dataset(step, List.of(a));
  }

  /** A step that returns a dataset: its body only builds a plan, which joins its neighbours'. */
  public <A, B, R extends Record> Node<Dataset<R>> dataset(
      SparkStep2<A, B, org.apache.spark.sql.Dataset<R>> step, SparkInput<A> a, SparkInput<B> b) {
    return dataset(step, List.of(a, b));
  }

  /** A step that returns a dataset: its body only builds a plan, which joins its neighbours'. */
  public <A, B, C, R extends Record> Node<Dataset<R>> dataset(
      SparkStep3<A, B, C, org.apache.spark.sql.Dataset<R>> step,
      SparkInput<A> a,
      SparkInput<B> b,
      SparkInput<C> c) {
    return dataset(step, List.of(a, b, c));
  }

  /** A step that returns a dataset: its body only builds a plan, which joins its neighbours'. */
  public <A, B, C, D, R extends Record> Node<Dataset<R>> dataset(
      SparkStep4<A, B, C, D, org.apache.spark.sql.Dataset<R>> step,
      SparkInput<A> a,
      SparkInput<B> b,
      SparkInput<C> c,
      SparkInput<D> d) {
    return dataset(step, List.of(a, b, c, d));
  }

  /** A step that returns a value, and may run Spark's jobs for it. */
  public <A, T> Node<T> value(SparkStep1<A, T> step, SparkInput<A> a) {
    return value(step, List.of(a));
  }

  /** A step that returns a value, and may run Spark's jobs for it. */
  public <A, B, T> Node<T> value(SparkStep2<A, B, T> step, SparkInput<A> a, SparkInput<B> b) {
    return value(step, List.of(a, b));
  }

  /** A step that returns a value, and may run Spark's jobs for it. */
  public <A, B, C, T> Node<T> value(
      SparkStep3<A, B, C, T> step, SparkInput<A> a, SparkInput<B> b, SparkInput<C> c) {
    return value(step, List.of(a, b, c));
  }

  /** A step that returns a value, and may run Spark's jobs for it. */
  public <A, B, C, D, T> Node<T> value(
      SparkStep4<A, B, C, D, T> step,
      SparkInput<A> a,
      SparkInput<B> b,
      SparkInput<C> c,
      SparkInput<D> d) {
    return value(step, List.of(a, b, c, d));
  }

  private <R extends Record> Node<Dataset<R>> dataset(
      Serializable step, List<SparkInput<?>> inputs) {
    Method method = method(step);
    Type record = recordOf(method);
    return workflow.nativeStep(
        new NativeStep(
            Layer.SPARK,
            step,
            StepDefinition.datasetOf(record),
            NativeBody.dataset(method, record)),
        nodes(inputs));
  }

  private <T> Node<T> value(Serializable step, List<SparkInput<?>> inputs) {
    Method method = method(step);
    return workflow.nativeStep(
        new NativeStep(Layer.SPARK, step, method.getGenericReturnType(), NativeBody.value(method)),
        nodes(inputs));
  }

  private static Node<?>[] nodes(List<SparkInput<?>> inputs) {
    return inputs.stream().map(SparkInput::node).toArray(Node<?>[]::new);
  }

  private static Method method(Serializable step) {
    MethodReference reference = MethodReference.of(step);
    return Optional.ofNullable(reference.method())
        .filter(found -> !reference.isLambda())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot use lambda as native step: it has no name to call remotely (pass a"
                        + " static method)"));
  }

  private static Type recordOf(Method method) {
    if (method.getGenericReturnType() instanceof ParameterizedType dataset
        && dataset.getActualTypeArguments()[0] instanceof Class<?> record
        && record.isRecord()) {
      return record;
    }
    throw new IllegalArgumentException(
        "Cannot use "
            + method.getName()
            + " as native step: it returns "
            + method.getGenericReturnType().getTypeName()
            + " (return Spark's Dataset of a record, by .as(SparkSteps.encoder(…)))");
  }
}
