// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.Dataset;
import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.spi.SourcePaths;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.api.spi.StoreAddress;
import dev.stride.api.spi.ThreadAttempt;
import dev.stride.api.spi.WrittenFiles;
import dev.stride.backend.spark.plan.SparkErrors;
import dev.stride.backend.spark.plan.SparkPlans;
import dev.stride.backend.spark.plan.StoreObjects;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Runs data-parallel steps on Spark: in the session of this process if there is one, else in one
 * that it starts. Thread-safe.
 */
public final class SparkBackend implements Backend {
  private static final ThreadLocal<@Nullable SparkPlans> CURRENT = new ThreadLocal<>();

  private final Sessions sessions;
  private final SparkPlans plans;
  private final MemorySize arrowLimit;
  private final boolean reachesObjects;
  private final ClassLoader code = Sessions.contextLoader();
  private final ExecutorService threads = Executors.newCachedThreadPool(this::daemon);
  private final DatasetReader reader = new Reader();

  private SparkBackend(Sessions sessions, SparkSettings settings, StoreAddress store) {
    this.sessions = sessions;
    this.reachesObjects = StoreObjects.areReached(store, code);
    if (reachesObjects) {
      StoreObjects.configure(sessions.own(), store);
    }
    this.arrowLimit = settings.arrowLimit();
    this.plans = new SparkPlans(sessions.own(), sessions.users());
  }

  /** Spark looks for the classes that its generated code names by the thread's loader. */
  private Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "stride-spark");
    thread.setContextClassLoader(code);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Opens the backend.
   *
   * @param settings {@code arrow-limit}, and settings of Spark by their whole names
   * @param store where datasets go
   */
  static SparkBackend open(Map<String, String> settings, StoreAddress store) {
    SparkSettings parsed = SparkSettings.of(settings);
    return new SparkBackend(Sessions.open(parsed), parsed, store);
  }

  /**
   * Opens the backend beside a session that is left as it is and stays open.
   *
   * @param settings as for {@link #open}
   */
  static SparkBackend on(SparkSession session, Map<String, String> settings, StoreAddress store) {
    SparkSettings parsed = SparkSettings.of(settings);
    return new SparkBackend(Sessions.beside(session, parsed), parsed, store);
  }

  @Override
  public String name() {
    return SparkSettings.BACKEND;
  }

  @Override
  public Set<Layer> layers() {
    return Set.of(Layer.SPARK);
  }

  @Override
  public DatasetReader reader() {
    return reader;
  }

  @Override
  public void check(Scan scan) {
    plans.files().check(scan);
  }

  @Override
  public String version(Scan scan) {
    return SourcePaths.files(scan).toString();
  }

  @Override
  public boolean isElsewhere() {
    return !sessions.own().sparkContext().isLocal();
  }

  @Override
  public boolean reachesObjects() {
    return reachesObjects;
  }

  @Override
  public StepAttempt start(StepTask task) {
    SparkJobs jobs = new SparkJobs(sessions.own().sparkContext(), task.label());
    if (task instanceof StepTask.Compute compute) {
      return ThreadAttempt.start(
          threads, compute.label(), () -> jobs.during(() -> current(compute.body())), jobs::cancel);
    }
    StepTask.Materialize materialize = (StepTask.Materialize) task;
    return ThreadAttempt.start(
        threads, materialize.label(), () -> jobs.during(() -> write(materialize)), jobs::cancel);
  }

  private @Nullable WrittenFiles write(StepTask.Materialize task) {
    Optional<String> location = reachesObjects ? task.location() : Optional.empty();
    try {
      return switch (task.readers()) {
        case ANYBODY -> plans.write(task.relation(), task.folder(), location).orElse(null);
        case CODE ->
            plans.handOver(task.relation(), task.folder(), location, arrowLimit).orElse(null);
      };
    } catch (Exception e) {
      throw SparkErrors.translate(e);
    }
  }

  /** Runs code that may ask for the plans of its attempt. */
  private @Nullable Object current(Callable<@Nullable Object> body) throws Exception {
    CURRENT.set(plans);
    try {
      return body.call();
    } catch (Exception e) {
      throw SparkErrors.ofUser(e);
    } finally {
      CURRENT.remove();
    }
  }

  /** The plans of the attempt that runs on this thread. */
  static SparkPlans current() {
    SparkPlans plans = CURRENT.get();
    if (plans == null) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot run native step here: this is no attempt on Spark (place it on spark)");
    }
    return plans;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    sessions.close();
  }

  /** Reads datasets by queries of their own. */
  private final class Reader implements DatasetReader {
    @Override
    @SuppressWarnings("unchecked")
    public <R extends Record> Stream<R> stream(Dataset<R> dataset) {
      try {
        return (Stream<R>) plans.records(dataset.relation(), arrowLimit);
      } catch (Exception e) {
        throw SparkErrors.translate(e);
      }
    }

    @Override
    public long count(Dataset<?> dataset) {
      try {
        return plans.rows(dataset.relation()).count();
      } catch (Exception e) {
        throw SparkErrors.translate(e);
      }
    }
  }
}
