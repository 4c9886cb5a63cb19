// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import dev.stride.api.Dataset;
import dev.stride.api.policy.Layer;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.spi.SourcePaths;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.api.spi.ThreadAttempt;
import dev.stride.backend.spark.plan.SparkErrors;
import dev.stride.backend.spark.plan.SparkPlans;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Runs data-parallel steps on Spark: in the session of this process if there is one, else in one
 * that it starts. Thread-safe.
 */
public final class SparkBackend implements Backend {
  private final Sessions sessions;
  private final SparkPlans plans;
  private final ExecutorService threads = Executors.newCachedThreadPool(SparkBackend::daemon);
  private final DatasetReader reader = new Reader();

  private SparkBackend(Sessions sessions) {
    this.sessions = sessions;
    this.plans = new SparkPlans(sessions.own());
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "stride-spark");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Opens the backend.
   *
   * @param settings {@code arrow-limit}, and settings of Spark by their whole names
   */
  static SparkBackend open(Map<String, String> settings) {
    return new SparkBackend(Sessions.open(SparkSettings.of(settings)));
  }

  /** Opens the backend on a session that is left as it is and stays open. */
  static SparkBackend on(SparkSession session) {
    return new SparkBackend(Sessions.beside(session, SparkSettings.of(Map.of())));
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
  public StepAttempt start(StepTask task) {
    SparkJobs jobs = new SparkJobs(sessions.own().sparkContext(), task.label());
    if (task instanceof StepTask.Compute compute) {
      return ThreadAttempt.start(
          threads, compute.label(), () -> jobs.during(compute.body()), jobs::cancel);
    }
    StepTask.Materialize materialize = (StepTask.Materialize) task;
    return ThreadAttempt.start(
        threads,
        materialize.label(),
        () ->
            jobs.during(
                () -> {
                  plans.writeParquet(materialize.relation(), materialize.folder());
                  return null;
                }),
        jobs::cancel);
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
        return (Stream<R>) plans.records(dataset.relation()).stream();
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
