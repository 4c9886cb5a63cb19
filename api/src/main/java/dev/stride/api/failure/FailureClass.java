// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.failure;

import java.util.Locale;

/**
 * How an attempt failed. Whether it is tried again, and who pays for that, is a function of its
 * class.
 */
public enum FailureClass {
  /** The step's code threw an exception. */
  EXCEPTION(FailureKind.USER, Budget.USER),
  /**
   * The step's code threw an {@code Error}, such as a stack overflow: another attempt would too.
   */
  ERROR(FailureKind.USER, Budget.NONE),
  /** The heap of the attempt's JVM, or an engine's memory, was exhausted. */
  HEAP_MEMORY(FailureKind.RESOURCES, Budget.ESCALATION),
  /** The operating system killed the attempt for its memory; there is a witness for it. */
  KERNEL_MEMORY(FailureKind.RESOURCES, Budget.ESCALATION),
  /** The attempt's process ended by an exit code or a signal of its own. */
  EXIT(FailureKind.USER, Budget.USER),
  /** The attempt took longer than its time limit. */
  TIMEOUT(FailureKind.USER, Budget.USER),
  /** The attempt did not start in time; the same queue is not tried again. */
  QUEUE(FailureKind.RESOURCES, Budget.NONE),
  /** The process of the attempt is gone, and nobody knows why. */
  WORKER_LOST(FailureKind.EXTERNAL, Budget.SYSTEM),
  /** The host or the executor under the attempt is gone, or was taken back. */
  HOST_LOST(FailureKind.EXTERNAL, Budget.SYSTEM),
  /** A service or backend outside this process refuses or cannot be reached. */
  UNAVAILABLE(FailureKind.EXTERNAL, Budget.SYSTEM),
  /** A service asks for fewer calls; nothing was done, and nobody pays for another attempt. */
  THROTTLED(FailureKind.EXTERNAL, Budget.NONE),
  /** It is not known whether the attempt was accepted. */
  UNKNOWN_SUBMIT(FailureKind.UNKNOWN_OUTCOME, Budget.NONE),
  /** It is not known whether an output was committed; nobody is to act as if it was or was not. */
  UNKNOWN_COMMIT(FailureKind.UNKNOWN_OUTCOME, Budget.NONE),
  /** What was stored is not what is read. */
  CORRUPT(FailureKind.INTERNAL, Budget.NONE),
  /** A disk is full. */
  DISK_FULL(FailureKind.RESOURCES, Budget.NONE),
  /** The deadline of the step or of the run has passed. */
  DEADLINE(FailureKind.DEADLINE, Budget.NONE),
  /** A person, a signal or a failed sibling ended it. */
  CANCELLED(FailureKind.CANCELLED, Budget.NONE),
  /** What is named does not exist, does not fit or may not be used. */
  CONFIGURATION(FailureKind.CONFIGURATION, Budget.NONE),
  /** A defect of Stride. */
  DEFECT(FailureKind.INTERNAL, Budget.NONE);

  private final FailureKind kind;
  private final Budget budget;

  FailureClass(FailureKind kind, Budget budget) {
    this.kind = kind;
    this.budget = budget;
  }

  /** Who or what is to blame. */
  public FailureKind kind() {
    return kind;
  }

  /** Who pays for another attempt. */
  public Budget budget() {
    return budget;
  }

  /** Whether a fallback may take the step's place: it says something about the step or its data. */
  public boolean isCatchable() {
    return switch (this) {
      case EXCEPTION, ERROR, HEAP_MEMORY, KERNEL_MEMORY, EXIT, TIMEOUT -> true;
      default -> false;
    };
  }

  /** The class of a failure of which only its kind is known. */
  public static FailureClass of(FailureKind kind) {
    return switch (kind) {
      case USER -> EXCEPTION;
      case USAGE, CONFIGURATION -> CONFIGURATION;
      case RESOURCES -> HEAP_MEMORY;
      case EXTERNAL -> UNAVAILABLE;
      case DEADLINE -> DEADLINE;
      case CANCELLED -> CANCELLED;
      case INTERNAL -> DEFECT;
      case UNKNOWN_OUTCOME -> UNKNOWN_SUBMIT;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
