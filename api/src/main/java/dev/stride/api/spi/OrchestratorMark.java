// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import java.util.Optional;

/**
 * The mark that the launcher puts into the environment of a process that is a run's alone. Whatever
 * the run's steps start on threads inherits it, so that it is found when its parents have gone.
 * Workers do not have it.
 */
public final class OrchestratorMark {
  /** The variable; its value begins with the id of the process that it was made for. */
  public static final String VARIABLE = "ORCHESTRATOR_OF_STRIDE";

  private OrchestratorMark() {}

  /** Of this process; empty where it has none, or only inherited one. */
  public static Optional<String> ofThisProcess() {
    String own = ProcessHandle.current().pid() + "-";
    return Optional.ofNullable(System.getenv(VARIABLE)).filter(mark -> mark.startsWith(own));
  }
}
