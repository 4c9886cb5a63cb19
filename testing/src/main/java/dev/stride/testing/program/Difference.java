// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.expression.ErrorClass;
import java.util.List;
import java.util.Optional;

/**
 * A program that an engine answered otherwise than it must.
 *
 * @param program the program
 * @param reason what differs
 */
public record Difference(RandomProgram program, String reason) {

  /** The difference between a program's answer and the one it must have, if there is one. */
  static Optional<Difference> between(RandomProgram program, Answer answer) {
    Optional<String> reason =
        answer.failure() == null ? inRows(program, answer) : failed(program, answer);
    return reason.map(text -> new Difference(program, text));
  }

  private static Optional<String> failed(RandomProgram program, Answer answer) {
    for (ErrorClass expected : program.errors()) {
      if (answer.errorClass().equals(expected.name())) {
        return Optional.empty();
      }
    }
    return Optional.of(
        (program.yields() ? "rows" : "one of " + program.errors())
            + " expected, but it failed: "
            + answer.failure());
  }

  private static Optional<String> inRows(RandomProgram program, Answer answer) {
    if (!program.yields()) {
      return Optional.of("one of " + program.errors() + " expected, but it yielded rows");
    }
    Optional<String> difference =
        new RowComparison(program.relation().output(), program.rounded())
            .difference(program.rows(), answer.rows());
    return difference.isPresent() || isSorted(program, answer.rows())
        ? difference
        : Optional.of("the rows are not in the order " + program.order());
  }

  private static boolean isSorted(RandomProgram program, List<Record> rows) {
    for (int index = 1; index < rows.size(); index++) {
      if (RandomOrders.compare(program.order(), rows.get(index - 1), rows.get(index)) > 0) {
        return false;
      }
    }
    return true;
  }

  /** The seed, the reason, the program and its data. */
  public String report() {
    return "seed " + program.seed() + ": " + reason + "\n" + ProgramText.of(program.relation());
  }
}
