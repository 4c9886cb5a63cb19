// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.dispatch;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.spi.ProcessEnded;
import dev.stride.api.spi.RemoteFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which class a failure is of. What a service says comes before an exit code, and a witness before
 * a signal: a process that was killed does not tell by whom.
 */
final class Classifier {
  /** The exit code of a JVM that ends at its first {@code OutOfMemoryError}. */
  private static final int HEAP_EXHAUSTED = 3;

  private static final int KILLED = 137;
  private static final Pattern NO_SPACE =
      Pattern.compile("(?i)no space left on device|disk quota exceeded");

  /** The first rule that knows the failure decides. */
  private static final List<Function<Throwable, Optional<FailureClass>>> RULES =
      List.of(
          Classifier::ofStride,
          Classifier::ofProcess,
          Classifier::ofFullDisk,
          Classifier::ofMemory,
          Classifier::ofMissingCode,
          Classifier::ofError);

  private Classifier() {}

  static FailureClass classify(Throwable thrown) {
    return RULES.stream()
        .map(rule -> rule.apply(thrown))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(FailureClass.EXCEPTION);
  }

  /** What Stride and its backends throw knows its class. */
  private static Optional<FailureClass> ofStride(Throwable thrown) {
    return RemoteFailure.failureClassOf(thrown);
  }

  private static Optional<FailureClass> ofProcess(Throwable thrown) {
    return thrown instanceof ProcessEnded ended
        ? Optional.of(ReasonTexts.classify(ended.reason()).orElseGet(() -> ofExit(ended)))
        : Optional.empty();
  }

  private static FailureClass ofExit(ProcessEnded ended) {
    if (ended.hasMemoryWitness()) {
      return FailureClass.KERNEL_MEMORY;
    }
    if (ended.exitCode().isEmpty() || ended.exitCode().getAsInt() == KILLED) {
      return FailureClass.WORKER_LOST;
    }
    return ended.exitCode().getAsInt() == HEAP_EXHAUSTED
        ? FailureClass.HEAP_MEMORY
        : FailureClass.EXIT;
  }

  private static Optional<FailureClass> ofFullDisk(Throwable thrown) {
    return is(thrown, IOException.class)
            && NO_SPACE.matcher(String.valueOf(thrown.getMessage())).find()
        ? Optional.of(FailureClass.DISK_FULL)
        : Optional.empty();
  }

  private static Optional<FailureClass> ofMemory(Throwable thrown) {
    return is(thrown, OutOfMemoryError.class)
        ? Optional.of(FailureClass.HEAP_MEMORY)
        : Optional.empty();
  }

  /** A class that is not there will not be there the next time; an initializer is the user's. */
  private static Optional<FailureClass> ofMissingCode(Throwable thrown) {
    return is(thrown, LinkageError.class) && !is(thrown, ExceptionInInitializerError.class)
        ? Optional.of(FailureClass.CONFIGURATION)
        : Optional.empty();
  }

  private static Optional<FailureClass> ofError(Throwable thrown) {
    return is(thrown, Error.class) ? Optional.of(FailureClass.ERROR) : Optional.empty();
  }

  /** By name: it may have been thrown in another process. */
  private static boolean is(Throwable thrown, Class<? extends Throwable> type) {
    return RemoteFailure.typesOf(thrown).contains(type.getName());
  }
}
