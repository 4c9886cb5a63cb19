// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.store.FileOperation;
import dev.stride.store.FileProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The places at which an orchestrator may die, by what it does to files there. */
public enum Failpoint {
  /** Nobody knows the run yet. */
  BEFORE_RUN_RECORD("run.json", Moment.BEFORE),
  /** The run is known, and nothing of it has started. */
  AFTER_RUN_RECORD("run.json", Moment.AFTER),
  /** The lease is taken, the run has no record. */
  LEASE_TAKEN("reserve", Moment.AFTER),
  /** The outcome of the first attempt is recorded. */
  ATTEMPT_RECORDED("outcome.json", Moment.AFTER),
  /** A step's own code runs; the workflow itself must stay there. */
  RUNNING("", Moment.BEFORE),
  /** The outputs of a step are durable, its commit is not made. */
  OUTPUTS_WRITTEN("commit.json", Moment.BEFORE),
  /** The commit is made, and nobody has heard of it. */
  COMMITTED_UNSEEN("commit.json", Moment.AFTER),
  /** Some slots of a {@code foreach} are recorded. */
  MID_FAN_OUT(".log", Moment.AFTER),
  /** An attempt has failed, and the next one waits; the workflow itself must stay there. */
  IN_BACKOFF("", Moment.BEFORE),
  /** A fallback runs; the workflow itself must stay there. */
  IN_FALLBACK("", Moment.BEFORE),
  /** All steps are committed, the run's end is not recorded. */
  BEFORE_RUN_END("end.json", Moment.BEFORE),
  /** A run is half deleted by garbage collection. */
  IN_GC("commit.json", Moment.AFTER);

  private enum Moment {
    BEFORE,
    AFTER
  }

  private final String file;
  private final Moment moment;

  Failpoint(String file, Moment moment) {
    this.file = file;
    this.moment = moment;
  }

  /**
   * Whether the workflow's own code is to wait there for its end, since no file shows the place.
   */
  public boolean isInCode() {
    return file.isEmpty();
  }

  /**
   * A probe that calls {@code die} when the place is reached for the n-th time; {@code die} must
   * not return.
   */
  public FileProbe probe(int time, Runnable die) {
    AtomicInteger times = new AtomicInteger();
    return new FileProbe() {
      @Override
      public <T> T perform(FileOperation operation, Action<T> action) throws IOException {
        boolean here = isAt(operation) && times.incrementAndGet() == time;
        if (here && moment == Moment.BEFORE) {
          die.run();
        }
        T result = action.perform();
        if (here) {
          die.run();
        }
        return result;
      }
    };
  }

  private boolean isAt(FileOperation operation) {
    String name = String.valueOf(operation.file().getFileName());
    if (isInCode()) {
      return false;
    }
    if (this == MID_FAN_OUT) {
      Path folder = operation.file().getParent();
      return operation instanceof FileOperation.Append append
          && append.bytes().length > 0
          && folder != null
          && folder.endsWith("slots")
          && name.endsWith(file);
    }
    return name.equals(file)
        && switch (this) {
          case LEASE_TAKEN -> operation instanceof FileOperation.Create;
          case IN_GC -> operation instanceof FileOperation.Delete;
          default -> operation instanceof FileOperation.Link;
        };
  }

  /** A probe that calls {@code die} before the n-th operation on files, whatever it is. */
  public static FileProbe beforeOperation(int number, Runnable die) {
    AtomicInteger count = new AtomicInteger();
    return new FileProbe() {
      @Override
      public <T> T perform(FileOperation operation, Action<T> action) throws IOException {
        if (count.incrementAndGet() == number) {
          die.run();
        }
        return action.perform();
      }
    };
  }
}
