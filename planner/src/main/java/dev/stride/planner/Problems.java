// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner;

import static java.util.stream.Collectors.joining;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.util.ArrayList;
import java.util.List;

/** Reasons to refuse one thing, which are told together. Not thread-safe. */
final class Problems {
  private final String refusal;
  private final FailureKind kind;
  private final List<StrideException> found = new ArrayList<>();

  /**
   * @param refusal what cannot be done: {@code Cannot plan workflow 'x'}
   * @param kind of problems that are collected; others are thrown at once
   */
  Problems(String refusal, FailureKind kind) {
    this.refusal = refusal;
    this.kind = kind;
  }

  /** Does something, and notes why it could not be done. */
  void collect(Runnable action) {
    try {
      action.run();
    } catch (StrideException e) {
      if (e.kind() != kind) {
        throw e;
      }
      found.add(e);
    }
  }

  /**
   * Ends here if there are problems.
   *
   * @throws StrideException with the only one, or with all of them in lines
   */
  void refuse() {
    if (found.size() == 1) {
      throw found.get(0);
    }
    if (!found.isEmpty()) {
      String all =
          found.stream().map(problem -> "\n  - " + problem.getMessage()).collect(joining());
      throw new StrideException(kind, refusal + ": " + found.size() + " problems" + all);
    }
  }
}
