// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Workflow;
import java.util.Iterator;

/** The names of the workflows on the class path, for completion in the shell. */
final class WorkflowCandidates implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Workflows.in("").all().usable().stream().map(Workflow::name).iterator();
  }
}
