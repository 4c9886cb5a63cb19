// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import dev.stride.api.definition.DefinitionDraft;
import dev.stride.api.definition.NativeStep;
import dev.stride.api.function.Step0;
import dev.stride.api.function.Step1;
import dev.stride.api.function.Step2;
import dev.stride.api.function.Step3;
import dev.stride.api.function.Step4;
import dev.stride.api.function.Step5;
import dev.stride.api.function.Step6;
import dev.stride.api.function.Step7;
import dev.stride.api.function.Step8;
import dev.stride.api.source.Source;
import java.util.List;

/**
 * Collects the steps of a workflow and how they feed each other. A step is a static method, named
 * by reference; the compiler checks the types along every edge. What cannot be checked by the
 * compiler is checked when the definition is complete, all problems at once. Confined to {@link
 * Workflow#define}.
 *
 * <p>A step that returns a {@link Dataset} is data-parallel: its body only builds a lazy plan. Any
 * other step runs on one node and may read its datasets.
 */
public final class WorkflowBuilder {
  private final DefinitionDraft draft;

  WorkflowBuilder(DefinitionDraft draft) {
    this.draft = draft;
  }

  /**
   * Declares a parameter: {@code workflow.parameter("min-rows", Integer.class).defaultsTo(1000)}.
   *
   * @param name small letters, digits and dashes; on the command line {@code --min-rows}
   * @param type {@code String}, a boxed value, an enum, {@code LocalDate}, {@code LocalDateTime} or
   *     {@code Instant}
   */
  public <T> ParameterBuilder<T> parameter(String name, Class<T> type) {
    return new ParameterBuilder<>(draft, name, type);
  }

  /**
   * A dataset of files. Nothing is read until a step needs it; whether the files exist and fit the
   * record is checked before the first step starts.
   */
  public <R extends Record> Node<Dataset<R>> read(String name, Class<R> type, Source source) {
    return draft.read(name, type, source);
  }

  /**
   * A dataset of rows in memory, for small tables and tests. Times are cut to microseconds; what no
   * engine can store is refused, as by {@link Dataset#map}.
   */
  public <R extends Record> Node<Dataset<R>> rows(String name, Class<R> type, List<R> rows) {
    return draft.rows(name, type, rows);
  }

  /** Makes the value or dataset of {@code node} the result of the workflow. */
  public void result(Node<?> node) {
    draft.result("", node);
  }

  /** Adds a result with a name; the workflow's result is then an object of all of them. */
  public void result(String name, Node<?> node) {
    draft.result(name, node);
  }

  /** A step over no inputs, named like its method. */
  public <T> Node<T> step(Step0<T> step) {
    return draft.step(step);
  }

  /** A step over one input, named like its method. */
  public <A, T> Node<T> step(Step1<A, T> step, Node<A> a) {
    return draft.step(step, a);
  }

  /** A step over two inputs, named like its method. */
  public <A, B, T> Node<T> step(Step2<A, B, T> step, Node<A> a, Node<B> b) {
    return draft.step(step, a, b);
  }

  /** A step over three inputs, named like its method. */
  public <A, B, C, T> Node<T> step(Step3<A, B, C, T> step, Node<A> a, Node<B> b, Node<C> c) {
    return draft.step(step, a, b, c);
  }

  /** A step over four inputs, named like its method. */
  public <A, B, C, D, T> Node<T> step(
      Step4<A, B, C, D, T> step, Node<A> a, Node<B> b, Node<C> c, Node<D> d) {
    return draft.step(step, a, b, c, d);
  }

  /** A step over five inputs, named like its method. */
  public <A, B, C, D, E, T> Node<T> step(
      Step5<A, B, C, D, E, T> step, Node<A> a, Node<B> b, Node<C> c, Node<D> d, Node<E> e) {
    return draft.step(step, a, b, c, d, e);
  }

  /** A step over six inputs, named like its method. */
  public <A, B, C, D, E, F, T> Node<T> step(
      Step6<A, B, C, D, E, F, T> step,
      Node<A> a,
      Node<B> b,
      Node<C> c,
      Node<D> d,
      Node<E> e,
      Node<F> f) {
    return draft.step(step, a, b, c, d, e, f);
  }

  /** A step over seven inputs, named like its method. */
  public <A, B, C, D, E, F, G, T> Node<T> step(
      Step7<A, B, C, D, E, F, G, T> step,
      Node<A> a,
      Node<B> b,
      Node<C> c,
      Node<D> d,
      Node<E> e,
      Node<F> f,
      Node<G> g) {
    return draft.step(step, a, b, c, d, e, f, g);
  }

  /** A step over eight inputs, named like its method. */
  public <A, B, C, D, E, F, G, H, T> Node<T> step(
      Step8<A, B, C, D, E, F, G, H, T> step,
      Node<A> a,
      Node<B> b,
      Node<C> c,
      Node<D> d,
      Node<E> e,
      Node<F> f,
      Node<G> g,
      Node<H> h) {
    return draft.step(step, a, b, c, d, e, f, g, h);
  }

  /** A step over no inputs with a name of its own; the form for lambdas. */
  public <T> Node<T> step(String name, Step0<T> step) {
    return draft.step(name, step);
  }

  /** A step over one input with a name of its own; the form for lambdas. */
  public <A, T> Node<T> step(String name, Step1<A, T> step, Node<A> a) {
    return draft.step(name, step, a);
  }

  /** A step over two inputs with a name of its own; the form for lambdas. */
  public <A, B, T> Node<T> step(String name, Step2<A, B, T> step, Node<A> a, Node<B> b) {
    return draft.step(name, step, a, b);
  }

  /** A step over three inputs with a name of its own; the form for lambdas. */
  public <A, B, C, T> Node<T> step(
      String name, Step3<A, B, C, T> step, Node<A> a, Node<B> b, Node<C> c) {
    return draft.step(name, step, a, b, c);
  }

  /** A step over four inputs with a name of its own; the form for lambdas. */
  public <A, B, C, D, T> Node<T> step(
      String name, Step4<A, B, C, D, T> step, Node<A> a, Node<B> b, Node<C> c, Node<D> d) {
    return draft.step(name, step, a, b, c, d);
  }

  /**
   * One task per element of a list, each on one node; the result is the list of their results, in
   * order.
   */
  public <E, T> Node<List<T>> foreach(Node<List<E>> items, Step1<E, T> step) {
    return draft.foreach(step, items);
  }

  /** One task per element of a list, beside one further input for all. */
  public <E, A, T> Node<List<T>> foreach(Node<List<E>> items, Step2<E, A, T> step, Node<A> a) {
    return draft.foreach(step, items, a);
  }

  /** One task per element of a list, beside two further inputs for all. */
  public <E, A, B, T> Node<List<T>> foreach(
      Node<List<E>> items, Step3<E, A, B, T> step, Node<A> a, Node<B> b) {
    return draft.foreach(step, items, a, b);
  }

  /** One task per element of a list, beside three further inputs for all. */
  public <E, A, B, C, T> Node<List<T>> foreach(
      Node<List<E>> items, Step4<E, A, B, C, T> step, Node<A> a, Node<B> b, Node<C> c) {
    return draft.foreach(step, items, a, b, c);
  }

  /** One task per element of a list, beside four further inputs for all. */
  public <E, A, B, C, D, T> Node<List<T>> foreach(
      Node<List<E>> items,
      Step5<E, A, B, C, D, T> step,
      Node<A> a,
      Node<B> b,
      Node<C> c,
      Node<D> d) {
    return draft.foreach(step, items, a, b, c, d);
  }

  /** One task per element of a list, with a name of its own; the form for lambdas. */
  public <E, T> Node<List<T>> foreach(String name, Node<List<E>> items, Step1<E, T> step) {
    return draft.foreach(name, step, items);
  }

  /** One task per element of a list, with a name of its own; the form for lambdas. */
  public <E, A, T> Node<List<T>> foreach(
      String name, Node<List<E>> items, Step2<E, A, T> step, Node<A> a) {
    return draft.foreach(name, step, items, a);
  }

  /** One task per element of a list, with a name of its own; the form for lambdas. */
  public <E, A, B, T> Node<List<T>> foreach(
      String name, Node<List<E>> items, Step3<E, A, B, T> step, Node<A> a, Node<B> b) {
    return draft.foreach(name, step, items, a, b);
  }

  /**
   * A step in an engine's own types, named like its method; for backends, whose entry points make
   * it. Users call those.
   */
  public <T> Node<T> nativeStep(NativeStep step, Node<?>... inputs) {
    return draft.nativeStep(step, inputs);
  }
}
