// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import dev.stride.api.definition.StepDraft;
import dev.stride.api.policy.Policy;

/**
 * The handle on what a step will yield: passed to other steps, never looked into. Confined to
 * {@link Workflow#define}.
 *
 * @param <T> what the step yields: a {@link Dataset} or a value
 */
public sealed class Node<T> permits Parameter {
  private final StepDraft draft;

  /** For the definition only. */
  public Node(StepDraft draft) {
    this.draft = draft;
  }

  /** The name of the step, dataset or parameter. */
  public String name() {
    return draft.name();
  }

  /**
   * Gives the step policies, as its decorators would: {@code .with(RetryPolicy.times(3))}. What is
   * set here replaces the decorator of the same kind.
   */
  public Node<T> with(Policy... policies) {
    draft.with(policies);
    return this;
  }

  /** Gives the step another name than its method's, for a method that is used twice. */
  public Node<T> named(String name) {
    draft.rename(name);
    return this;
  }

  /** What the definition knows of this node. */
  public StepDraft draft() {
    return draft;
  }
}
