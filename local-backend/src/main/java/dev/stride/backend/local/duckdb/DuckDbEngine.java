// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourcePaths;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * An in-memory DuckDB database in this process that runs relations. Opened at its first query,
 * since loading the library takes longer than anything else. Thread-safe: each query has a
 * connection of its own.
 */
public final class DuckDbEngine implements AutoCloseable {
  /** The settings that queries are lowered for; read back when the engine opens. */
  private static final List<String> PINS =
      List.of(
          "SET TimeZone = 'UTC'",
          "SET preserve_insertion_order = true",
          "SET autoinstall_known_extensions = false",
          "SET autoload_known_extensions = false",
          "SET enable_progress_bar = false");

  private static final List<String> MACROS =
      List.of(
          "CREATE MACRO stride_date(d) AS CASE WHEN d NOT BETWEEN DATE '0001-01-01' AND DATE"
              + " '9999-12-31' THEN error('OUT_OF_RANGE: a date leaves the years 1 to 9999')"
              + " ELSE d END",
          "CREATE MACRO stride_micros(n) AS CASE WHEN n NOT BETWEEN -62135596800000000 AND"
              + " 253402300799999999 THEN error('OUT_OF_RANGE: a time leaves the years 1 to"
              + " 9999') ELSE n END",
          "CREATE MACRO stride_quotient(a, b, unit) AS CAST(CAST(sign(a) * sign(b) AS HUGEINT) *"
              + " ((2 * abs(a) + abs(b)) // (2 * abs(b))) AS DECIMAL(38,0)) * unit",
          "CREATE MACRO stride_mean(total, n, factor, unit) AS CAST((total // n) * factor +"
              + " CAST(sign(total) AS HUGEINT) * ((2 * abs(total % n) * factor + n) // (2 * n)) AS"
              + " DECIMAL(38,0)) * unit",
          // DuckDB rounds a text with an exponent to a decimal before it shifts the point.
          "CREATE MACRO stride_digits(t) AS ltrim(replace(split_part(t, 'e', 1), '.', ''), '-')",
          "CREATE MACRO stride_plain(t) AS CASE WHEN NOT contains(t, 'e') THEN t ELSE"
              + " CASE WHEN t LIKE '-%' THEN '-' ELSE '' END || CASE WHEN contains(t, 'e-') THEN"
              + " '0.' || repeat('0', -1 - CAST(split_part(t, 'e', 2) AS INTEGER)) ||"
              + " stride_digits(t) ELSE stride_digits(t) || repeat('0', 1 + CAST(split_part(t, 'e',"
              + " 2) AS INTEGER) - length(stride_digits(t))) END END");

  private final DuckDbSettings settings;
  private final BufferAllocator allocator = allocatorOrThrow();
  private final ExecutorService loaders;
  private final ScanFiles scanFiles = new ScanFiles(this);
  private @Nullable DuckDBConnection root;
  private volatile @Nullable Path ownSpillFolder;
  private boolean closed;

  public DuckDbEngine(DuckDbSettings settings) {
    this.settings = settings;
    this.loaders = loaders(settings.threads());
  }

  /** Threads that go when idle. What comes after the end runs where it is submitted. */
  private static ExecutorService loaders(int count) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            count,
            count,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DuckDbEngine::daemon,
            (task, closed) -> task.run());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "stride-batches");
    thread.setDaemon(true);
    return thread;
  }

  /** Arrow reaches into java.nio; without the right to do so its classes fail one after another. */
  private static BufferAllocator allocatorOrThrow() {
    if (!Buffer.class.getModule().isOpen("java.nio", DuckDbEngine.class.getModule())) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot open the embedded engine: Arrow may not reach into java.nio (start Java with"
              + " --add-opens=java.base/java.nio=ALL-UNNAMED, or write Add-Opens: java.base/java.nio"
              + " into the manifest of the jar that is started)");
    }
    return new RootAllocator();
  }

  /** The rows of a relation, in its order; closing the stream ends the query. */
  public Stream<Record> rows(Relation relation) {
    Query query = Query.open(this, relation);
    return query.rows();
  }

  /** A query that another thread may cancel. */
  public Query query(Relation relation) {
    return Query.open(this, relation);
  }

  /** Checks that files exist and fit their record, without reading rows. */
  public void check(Scan scan) {
    scanFiles.check(scan);
  }

  /** What identifies the files of a scan as they are now. */
  public String version(Scan scan) {
    return SourcePaths.files(scan).toString();
  }

  ScanFiles scanFiles() {
    return scanFiles;
  }

  int threads() {
    return settings.threads();
  }

  /** Loads batches ahead of their readers; no task of it waits for another. */
  ExecutorService loaders() {
    return loaders;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  /** The failure of one of its queries as one of Stride's. */
  StrideException failure(Throwable thrown) {
    Path own = ownSpillFolder;
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    return DuckDbErrors.translate(
        thrown, settings.spillFolder().orElse(own == null ? parent : own));
  }

  /** A connection of its own, with a time zone of its own: settings of a session do not spread. */
  synchronized DuckDBConnection connect() throws SQLException {
    if (closed) {
      throw new StrideException(
          FailureKind.CANCELLED, "Cannot query: the engine is closed (open a new one)");
    }
    if (root == null) {
      root = open();
    }
    DuckDBConnection connection = root.duplicate();
    try (Statement statement = connection.createStatement()) {
      statement.execute(PINS.get(0));
    }
    return connection;
  }

  private DuckDBConnection open() throws SQLException {
    Connection connection = load();
    try (Statement statement = connection.createStatement()) {
      for (String pin : PINS) {
        statement.execute(pin);
      }
      statement.execute("SET threads = " + settings.threads());
      statement.execute("SET temp_directory = " + SqlTypes.text(spillFolder().toString()));
      if (settings.memoryLimit().isPresent()) {
        statement.execute("SET memory_limit = '" + settings.memoryLimit().get().bytes() + "B'");
      }
      for (String macro : MACROS) {
        statement.execute(macro);
      }
    }
    return (DuckDBConnection) connection;
  }

  /** The driver unpacks its library into the temporary folder before it loads it. */
  private static Connection load() throws SQLException {
    try {
      return DriverManager.getConnection("jdbc:duckdb:");
    } catch (LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot load DuckDB: "
              + cause.getMessage()
              + " (make "
              + System.getProperty("java.io.tmpdir")
              + " writable, with room for 100 MB and the right to execute)",
          e);
    }
  }

  private Path spillFolder() {
    try {
      if (settings.spillFolder().isPresent()) {
        return Files.createDirectories(settings.spillFolder().get());
      }
      Path own = Files.createTempDirectory("stride-spill-");
      ownSpillFolder = own;
      return own;
    } catch (IOException e) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot create spill folder: "
              + e.getMessage()
              + " (set stride.local.spill-folder to a writable folder)",
          e);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    loaders.shutdown();
    try {
      if (root != null) {
        root.close();
      }
      Path own = ownSpillFolder;
      if (own != null) {
        Files.deleteIfExists(own);
      }
    } catch (SQLException | IOException e) {
      throw new StrideException(
          FailureKind.INTERNAL, "Cannot close the embedded engine: " + e.getMessage(), e);
    }
  }
}
