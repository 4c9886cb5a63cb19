// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.api.Dataset;
import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.spi.Stacks;
import dev.stride.runner.LeftProcesses;
import dev.stride.runner.RunFailed;
import dev.stride.runner.RunResult;
import dev.stride.runner.Stride;
import dev.stride.store.ResultJson;
import dev.stride.store.RunStatus;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs something to its end, with Ctrl-C, and prints its result. */
record Execution(Printer printer, CommonOptions options) {
  private static final long PRINT_SECONDS = 5;

  /** Why the process is ending, if it is. */
  private enum Ending {
    NOT,
    BY_SIGNAL,
    BY_EXIT
  }

  /** Runs {@code body} and prints its result. */
  int run(Stride stride, String workflow, Supplier<RunResult> body) {
    return guarded(
        stride,
        () -> {
          try {
            RunResult result = body.get();
            if (options.isJson()) {
              printJson(result);
            } else {
              showing(result, () -> new ResultText(printer.out()).print(result));
            }
            return ExitCodes.DONE;
          } catch (RunFailed e) {
            if (options.isJson()) {
              printJson(workflow, e);
            }
            throw e;
          }
        });
  }

  /**
   * Does something that runs workflows; a signal cancels them and leaves their records in order.
   *
   * @param body answers the exit code
   */
  int guarded(Stride stride, IntSupplier body) {
    AtomicReference<Ending> ending = new AtomicReference<>(Ending.NOT);
    CountDownLatch printed = new CountDownLatch(1);
    Thread onSignal = new Thread(() -> cancel(stride, ending, printed), "stride-signal");
    if (!isHooked(onSignal)) {
      return ExitCodes.INTERRUPTED;
    }
    try {
      return body.getAsInt();
    } catch (RunFailed e) {
      return switch (Objects.requireNonNull(ending.get())) {
        case NOT -> throw e;
        case BY_SIGNAL -> ExitCodes.INTERRUPTED;
        // Told here, since the process ends as soon as this method has.
        case BY_EXIT -> new Failures(printer, options.isDebug()).report(e);
      };
    } finally {
      LeftProcesses.ofThisRun().end();
      printed.countDown();
      forget(onSignal);
    }
  }

  /** The process is ending: by a signal, or because a step has called {@code System.exit}. */
  private void cancel(Stride stride, AtomicReference<Ending> ending, CountDownLatch printed) {
    Optional<StrideException> exit = exit();
    ending.set(exit.isPresent() ? Ending.BY_EXIT : Ending.BY_SIGNAL);
    if (exit.isPresent()) {
      stride.endAll(exit.get());
    } else {
      for (String run : stride.endAll()) {
        printer
            .err()
            .println("stride: Cancelled run " + run + " (stride resume " + run + " goes on)");
      }
    }
    await(printed);
    LeftProcesses.ofThisRun().end();
    printer.err().flush();
    printer.out().flush();
    if (exit.isPresent()) {
      // A step must not choose the exit code: 0 would say that all went well.
      Runtime.getRuntime().halt(ExitCodes.STEP_FAILED);
    }
  }

  /** The document about the end must be whole; a reader that does not read may not keep us. */
  private static void await(CountDownLatch printed) {
    try {
      printed.await(PRINT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<StrideException> exit() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(stack -> Stacks.callerOfExit(stack).stream())
        .findFirst()
        .map(
            place ->
                new StrideException(
                    FailureClass.EXIT,
                    "Cannot go on: System.exit was called at "
                        + place
                        + " (return a value or throw instead)",
                    null));
  }

  /** Not when a signal is ending the process already. */
  private static boolean isHooked(Thread hook) {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is at work.
      return;
    }
  }

  private void printJson(RunResult result) {
    try (ResultJson json = printer.json()) {
      json.begin()
          .put("run", result.run())
          .put("workflow", result.workflow())
          .put("status", name(RunStatus.SUCCEEDED));
      try {
        showing(result, () -> putResults(json, result));
      } catch (StrideException e) {
        putError(json.unwind(), e.kind(), "", e);
        json.end();
        throw e;
      }
      json.end();
    }
  }

  /** Reading a result runs code of users: the constructors and accessors of its records. */
  private static void showing(RunResult result, Runnable body) {
    try {
      body.run();
    } catch (StrideException e) {
      throw e;
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw new StrideException(
          FailureKind.USER,
          "Cannot print result of "
              + result.workflow()
              + ": "
              + e
              + " (run "
              + result.run()
              + " has succeeded; correct the record that cannot be read, --debug shows where)",
          e);
    }
  }

  private static void putResults(ResultJson json, RunResult result) {
    Map<String, Object> results = result.results();
    if (results.containsKey("")) {
      put(json, "result", results.get(""), result.type(""));
      return;
    }
    json.begin("result");
    results.forEach((name, value) -> put(json, name, value, result.type(name)));
    json.end();
  }

  private static void putError(
      ResultJson json, FailureKind kind, String step, StrideException failure) {
    json.begin("error")
        .put("kind", kind.name().toLowerCase(Locale.ROOT))
        .put("step", step)
        .put("message", failure.getMessage())
        .end();
  }

  private static void put(ResultJson json, String name, Object value, Type type) {
    if (value instanceof Dataset<?> dataset) {
      try (Stream<?> rows = dataset.stream()) {
        json.putRows(name, rows);
      }
    } else {
      json.put(name, value, type);
    }
  }

  private void printJson(String workflow, RunFailed failed) {
    try (ResultJson json = printer.json()) {
      json.begin()
          .put("run", failed.run())
          .put("workflow", workflow)
          .put("status", name(failed.status()));
      putError(json, failed.kind(), failed.step(), failed);
      json.end();
    }
  }

  static String name(RunStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
