// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import dev.stride.api.definition.DefinitionDraft;

/** Makes builders for definitions; nothing for users. */
public final class WorkflowBuilders {
  private WorkflowBuilders() {}

  /** A builder that collects into {@code draft}. */
  public static WorkflowBuilder builder(DefinitionDraft draft) {
    return new WorkflowBuilder(draft);
  }
}
