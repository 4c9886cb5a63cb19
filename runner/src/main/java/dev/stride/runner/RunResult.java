// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.api.Dataset;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run has yielded. Datasets are read from the store when asked for, as long as the {@link
 * Stride} that made them is open. Immutable and thread-safe.
 */
public final class RunResult {
  private final String run;
  private final String workflow;
  private final Map<String, Object> results;
  private final Map<String, Type> types;

  RunResult(String run, String workflow, Map<String, Object> results, Map<String, Type> types) {
    this.run = run;
    this.workflow = workflow;
    this.results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    this.types = Map.copyOf(types);
  }

  /** The run's id. */
  public String run() {
    return run;
  }

  /** The workflow's name. */
  public String workflow() {
    return workflow;
  }

  /** All results by name: values, or {@link Dataset}s; a single unnamed result is {@code ""}. */
  public Map<String, Object> results() {
    return results;
  }

  /** The declared type of the result of that name. */
  public Type type(String name) {
    Object value = result(name);
    return types.getOrDefault(name, value.getClass());
  }

  /**
   * The value of the single result.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if there are several results, or it is
   *     not of that class
   */
  public <T> T value(Class<T> type) {
    return value("", type);
  }

  /** The value of the result of that name. */
  public <T> T value(String name, Class<T> type) {
    Object value = result(name);
    if (!type.isInstance(value)) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot read result of "
              + workflow
              + " as "
              + type.getSimpleName()
              + ": it is a "
              + value.getClass().getSimpleName()
              + " (ask for that class)");
    }
    return type.cast(value);
  }

  /** The elements of the single result, which is a list. */
  public <T> List<T> list(Class<T> element) {
    return list("", element);
  }

  /** The elements of the result of that name, which is a list. */
  public <T> List<T> list(String name, Class<T> element) {
    List<?> list = value(name, List.class);
    return list.stream().<T>map(element::cast).toList();
  }

  /** The single result, which is a dataset of these records. */
  public <R extends Record> Dataset<R> dataset(Class<R> type) {
    return dataset("", type);
  }

  /** The dataset of that name. */
  @SuppressWarnings("unchecked")
  public <R extends Record> Dataset<R> dataset(String name, Class<R> type) {
    Dataset<?> dataset = value(name, Dataset.class);
    if (dataset.type() != type) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot read result of "
              + workflow
              + " as rows of "
              + type.getSimpleName()
              + ": they are "
              + dataset.type().getSimpleName()
              + " (ask for that class)");
    }
    return (Dataset<R>) dataset;
  }

  private Object result(String name) {
    Object value = results.get(name);
    if (value == null) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot find result '"
              + name
              + "' of "
              + workflow
              + ": its results are "
              + results.keySet()
              + " (ask for one of them)");
    }
    return value;
  }
}
