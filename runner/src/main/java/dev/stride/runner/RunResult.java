// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.api.Dataset;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.lang.reflect.Type;
import java.util.ArrayList;
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
      throw notOf(type.getSimpleName(), value.getClass(), "it is a ");
    }
    return type.cast(value);
  }

  private StrideException notOf(String wanted, Class<?> actual, String is) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot read result of "
            + workflow
            + " as "
            + wanted
            + ": "
            + is
            + actual.getSimpleName()
            + " (ask for that class)");
  }

  /**
   * The elements of the single result, which is a list.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if it is none, or one of another class
   */
  public <T> List<T> list(Class<T> element) {
    return list("", element);
  }

  /** The elements of the result of that name, which is a list. */
  public <T> List<T> list(String name, Class<T> element) {
    List<?> list = value(name, List.class);
    List<T> elements = new ArrayList<>();
    for (Object found : list) {
      if (found != null && !element.isInstance(found)) {
        throw notOf("a list of " + element.getSimpleName(), found.getClass(), "it holds a ");
      }
      elements.add(element.cast(found));
    }
    return Collections.unmodifiableList(elements);
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
      throw notOf("rows of " + type.getSimpleName(), dataset.type(), "they are ");
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
