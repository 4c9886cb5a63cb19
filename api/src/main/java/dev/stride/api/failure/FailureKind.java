// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.failure;

/** Who or what is to blame for a failure; decides the exit code and who should look at it. */
public enum FailureKind {
  /** The user's code or data: an exception in a step, a step's time limit. */
  USER,
  /** The command line itself: an unknown command, option, or a value of the wrong type. */
  USAGE,
  /** What a command names is invalid: workflow, input file or schema, policy, setting, run. */
  CONFIGURATION,
  /** Memory, disk, processors or a queue did not suffice. */
  RESOURCES,
  /** A backend or service outside this process cannot be reached or refuses. */
  EXTERNAL,
  /** A deadline of the step or the run has passed. */
  DEADLINE,
  /** The run was cancelled, by a person or because a sibling failed. */
  CANCELLED,
  /** A defect of Stride or damaged records. */
  INTERNAL,
  /** It is not known whether the operation took effect; what to check is in the message. */
  UNKNOWN_OUTCOME
}
