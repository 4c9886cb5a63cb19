// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.store.EndRecord;
import dev.stride.store.RunStatus;
import dev.stride.store.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;

/** Ends a run from outside of its process. */
final class RunKiller {
  /** What ending tasks may take, and a process that is busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long LOOK_NANOS = Duration.ofMillis(50).toNanos();

  private final RunStore run;
  private final ToIntFunction<String> services;

  /**
   * @param services ends what the process of the run with that folder has left on services; tells
   *     how many jobs that were
   */
  RunKiller(RunStore run, ToIntFunction<String> services) {
    this.run = run;
    this.services = services;
  }

  RunStatus kill() {
    RunStatus status = run.status();
    if (status == RunStatus.RUNNING) {
      run.requestStop();
      status = awaited();
    }
    String left = run.mark().map(mark -> LeftProcesses.of(mark).end().text()).orElse("");
    return status == RunStatus.INTERRUPTED ? recorded(left) : status;
  }

  private RunStatus awaited() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (run.status() == RunStatus.RUNNING) {
      if (System.nanoTime() > end) {
        throw new StrideException(
            FailureKind.EXTERNAL,
            "Cannot stop run: "
                + run.run().run()
                + " is still being worked on by "
                + run.holder()
                + " after "
                + PATIENCE.toSeconds()
                + " s (end that process)");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return run.status();
  }

  /** Its process is gone: nobody else can say that it has ended. */
  private RunStatus recorded(String left) {
    run.acquire();
    try (run) {
      int jobs = services.applyAsInt("runs/" + run.run().run());
      run.end(
          new EndRecord(
              RunStatus.CANCELLED,
              Instant.now(),
              "",
              "it was killed after its process had gone"
                  + left
                  + (jobs == 0 ? "" : ", and " + jobs + " of its jobs with it")));
      return run.status();
    }
  }
}
