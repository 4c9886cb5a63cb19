// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import java.util.OptionalInt;

/**
 * An attempt's own process, container or function has ended without a result: what is known of it.
 */
public final class ProcessEnded extends Exception {
  private static final long serialVersionUID = 1L;

  /** What Unix shells add to the number of a signal. */
  private static final int SIGNALS = 128;

  private final transient OptionalInt exitCode;
  private final boolean memoryWitness;
  private final String reason;

  /**
   * @param exitCode as a shell would tell it, with 128 and the signal's number for a signal; empty
   *     where nobody knows
   * @param memoryWitness whether the operating system or the service says that its memory limit
   *     ended it
   * @param reason what the service says, or empty
   */
  public ProcessEnded(OptionalInt exitCode, boolean memoryWitness, String reason) {
    super(describe(exitCode, memoryWitness, reason));
    this.exitCode = exitCode;
    this.memoryWitness = memoryWitness;
    this.reason = reason;
  }

  private static String describe(OptionalInt exitCode, boolean memoryWitness, String reason) {
    String how =
        exitCode.isEmpty()
            ? "Its process is gone"
            : exitCode.getAsInt() > SIGNALS
                ? "Its process ended by signal " + (exitCode.getAsInt() - SIGNALS)
                : "Its process ended with exit code "
                    + exitCode.getAsInt()
                    + " and without a result";
    return how
        + (memoryWitness ? ", killed at its memory limit" : "")
        + (reason.isEmpty() ? "" : ": " + reason);
  }

  public OptionalInt exitCode() {
    return exitCode;
  }

  public boolean hasMemoryWitness() {
    return memoryWitness;
  }

  /** What the service says, or empty. */
  public String reason() {
    return reason;
  }
}
