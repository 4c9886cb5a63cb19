// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local;

import dev.stride.api.Dataset;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.api.spi.ThreadAttempt;
import dev.stride.backend.local.duckdb.DuckDbEngine;
import dev.stride.backend.local.duckdb.DuckDbSettings;
import dev.stride.backend.local.duckdb.Query;
import dev.stride.backend.local.process.WorkerPool;
import dev.stride.backend.local.process.WorkerSettings;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs single-node steps on threads of this process or in worker processes, and data-parallel steps
 * in the embedded DuckDB engine. How many run at once is the runner's decision; this backend starts
 * what it is given. Thread-safe.
 */
public final class LocalBackend implements Backend {
  static final String NAME = "local";

  private static final Set<Layer> IN_THIS_PROCESS = Set.of(Layer.THREAD, Layer.DUCKDB);

  private final DuckDbEngine engine;
  private final WorkerSettings workerSettings;
  private final ExecutorService threads = Executors.newCachedThreadPool(LocalBackend::daemon);
  private final DatasetReader reader = new Reader();

  private @Nullable WorkerPool workers;

  private LocalBackend(DuckDbEngine engine, WorkerSettings workerSettings) {
    this.engine = engine;
    this.workerSettings = workerSettings;
  }

  /** Worker processes need a class path that can be handed on. */
  static Set<Layer> servedLayers() {
    return WorkerPool.isPossible()
        ? Set.of(Layer.THREAD, Layer.PROCESS, Layer.DUCKDB)
        : IN_THIS_PROCESS;
  }

  /**
   * Opens the backend; the engine itself opens at its first query.
   *
   * @param settings {@code threads}, {@code memory-limit}, {@code spill-folder} and {@code
   *     environment}
   * @throws StrideException of kind {@code CONFIGURATION} for an unknown key or invalid value
   */
  public static LocalBackend open(Map<String, String> settings) {
    WorkerSettings workers = WorkerSettings.of(NAME, settings);
    return new LocalBackend(new DuckDbEngine(DuckDbSettings.of(workers.engine())), workers);
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "stride-step");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Layer> layers() {
    return servedLayers();
  }

  @Override
  public DatasetReader reader() {
    return reader;
  }

  @Override
  public void check(Scan scan) {
    engine.check(scan);
  }

  @Override
  public String version(Scan scan) {
    return engine.version(scan);
  }

  @Override
  public void expect(Layer layer, ResourceRequest resources) {
    if (layer == Layer.PROCESS) {
      workers().expect(resources);
    }
  }

  /** Opened when first needed; a worker has none itself. */
  private synchronized WorkerPool workers() {
    WorkerPool open = workers;
    if (open == null) {
      open = new WorkerPool(workerSettings);
      workers = open;
    }
    return open;
  }

  @Override
  public StepAttempt start(StepTask task) {
    if (task instanceof StepTask.Call call) {
      return workers().start(call);
    }
    if (task instanceof StepTask.Compute compute) {
      OpenQueries queries = new OpenQueries();
      return ThreadAttempt.start(
          threads, compute.label(), () -> queries.during(compute.body()), queries::cancel);
    }
    StepTask.Materialize materialize = (StepTask.Materialize) task;
    Query query = engine.query(materialize.relation());
    return ThreadAttempt.start(
        threads,
        materialize.label(),
        () -> {
          try (query) {
            query.writeParquet(materialize.folder());
            return null;
          }
        },
        query::cancel);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    closeWorkers();
    engine.close();
  }

  private synchronized void closeWorkers() {
    if (workers != null) {
      workers.close();
    }
  }

  /** Reads datasets by queries of their own. */
  private final class Reader implements DatasetReader {
    @Override
    @SuppressWarnings("unchecked")
    public <R extends Record> Stream<R> stream(Dataset<R> dataset) {
      Query query = engine.query(dataset.relation());
      Runnable forget = OpenQueries.note(query);
      try {
        return (Stream<R>) query.rows().onClose(forget);
      } catch (RuntimeException | Error e) {
        forget.run();
        throw e;
      }
    }

    @Override
    public long count(Dataset<?> dataset) {
      Query query = engine.query(dataset.relation());
      Runnable forget = OpenQueries.note(query);
      try (query) {
        return query.count();
      } finally {
        forget.run();
      }
    }
  }
}
