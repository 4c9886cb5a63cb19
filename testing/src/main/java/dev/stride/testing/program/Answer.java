// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Relation;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an engine answered: rows, or a failure.
 *
 * @param rows the rows; empty if it failed
 * @param failure why it failed; null if it did not
 */
public record Answer(List<Record> rows, @Nullable Throwable failure) {

  static Answer of(Function<Relation, List<Record>> engine, Relation relation) {
    try {
      return new Answer(engine.apply(relation), null);
    } catch (StrideException e) {
      return new Answer(List.of(), e);
    } catch (RuntimeException | Error e) {
      return new Answer(List.of(), new IllegalStateException("not a StrideException: " + e, e));
    }
  }

  /** The first word of the failure's message, which is the error's class. */
  String errorClass() {
    String message = failure == null ? "" : String.valueOf(failure.getMessage());
    return message.split(":", 2)[0];
  }
}
