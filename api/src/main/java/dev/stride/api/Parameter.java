// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import dev.stride.api.definition.StepDraft;

/**
 * A value that the caller of the workflow chooses. It can be passed to steps like any node, and
 * read while the workflow is defined: the definition may depend on parameters, and on nothing else.
 *
 * @param <T> the class of its value
 */
public final class Parameter<T> extends Node<T> {

  /** For the definition only. */
  public Parameter(StepDraft draft) {
    super(draft);
  }

  /** The value that this run has. */
  @SuppressWarnings("unchecked")
  public T value() {
    return (T) draft().parameterValue();
  }
}
