// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Opaque;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Scan;
import dev.stride.api.source.Arrow;
import dev.stride.api.spi.SourcePaths;
import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import dev.stride.arrow.ArrowRows;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/**
 * One relation on a connection of its own. Rows of memory and of Java code become temporary tables
 * first; they go with the connection. Confined to one thread, but for {@link #cancel}.
 */
public final class Query implements AutoCloseable, RelationSql.LeafTables {
  /** Rows of an Arrow batch: large enough to hide the crossing, small enough for the caches. */
  static final int CHUNK_ROWS = 2048 * 16;

  private final DuckDbEngine engine;
  private final DuckDBConnection connection;
  private final RecordType output;
  private final Relation relation;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final IdentityHashMap<Relation, String> tables = new IdentityHashMap<>();
  private volatile @Nullable Statement running;
  private volatile @Nullable RowSource reading;
  private volatile boolean cancelled;

  private Query(DuckDbEngine engine, DuckDBConnection connection, Relation relation) {
    this.engine = engine;
    this.connection = connection;
    this.relation = relation;
    this.output = relation.output();
  }

  static Query open(DuckDbEngine engine, Relation relation) {
    try {
      return new Query(engine, engine.connect(), relation);
    } catch (SQLException e) {
      throw engine.failure(e);
    }
  }

  /** The SQL that runs first; for plans and tests. */
  public String sql() {
    try {
      return sql(Lowering.in(Lowering.Digits.FEW));
    } catch (SQLException e) {
      throw engine.failure(e);
    }
  }

  private String sql(Lowering lowering) throws SQLException {
    return new RelationSql(lowering, this).of(relation);
  }

  /** Stops the query; its thread gets a failure of kind {@code CANCELLED}. */
  public void cancel() {
    cancelled = true;
    RowSource source = reading;
    if (source != null) {
      source.cancel();
    }
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        throw engine.failure(e);
      }
    }
  }

  /** What is done with a statement around the relation's SQL. */
  private interface Execution<T> {
    T run(PreparedStatement statement) throws SQLException;
  }

  /**
   * Runs the relation's SQL in few digits, and where that fails in all: its failure is the one that
   * counts. No row leaves the engine before it has them all, so none is seen twice.
   */
  private <T> T execute(UnaryOperator<String> around, Execution<T> execution) {
    try {
      Lowering few = Lowering.in(Lowering.Digits.FEW);
      String sql = sql(few);
      try {
        return execution.run(prepare(few, around.apply(sql)));
      } catch (SQLException e) {
        Lowering all = Lowering.in(Lowering.Digits.ALL);
        String exact = sql(all);
        if (exact.equals(sql) || engine.failure(e).kind() != FailureKind.USER) {
          throw e;
        }
        return execution.run(prepare(all, around.apply(exact)));
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** DuckDB does not say which file is damaged; what it cannot explain otherwise is looked for. */
  private StrideException failed(SQLException cause) {
    StrideException failure = engine.failure(cause);
    return String.valueOf(failure.getMessage()).startsWith(DuckDbErrors.UNEXPLAINED)
        ? damage(relation).orElse(failure)
        : failure;
  }

  private Optional<StrideException> damage(Relation part) {
    Stream<Optional<StrideException>> found =
        part instanceof Scan scan
            ? Stream.of(engine.scanFiles().damage(scan))
            : part.inputs().stream().map(this::damage);
    return found.flatMap(Optional::stream).findFirst();
  }

  private PreparedStatement prepare(Lowering lowering, String sql) throws SQLException {
    Parameters.Bound bound = lowering.parameters().bound(sql);
    PreparedStatement statement = connection.prepareStatement(bound.sql());
    open.add(statement);
    bound.bind(statement);
    running = statement;
    checkCancelled();
    return statement;
  }

  private void checkCancelled() {
    if (cancelled) {
      throw DuckDbErrors.cancelled();
    }
  }

  /** The rows, decoded batch by batch; closing the stream closes the query. */
  public Stream<Record> rows() {
    return relation instanceof Scan scan && scan.source() instanceof Arrow
        ? decoded(scan)
        : queried();
  }

  /** Nothing is asked of the rows: they need not pass through the engine. */
  private Stream<Record> decoded(Scan scan) {
    return SourcePaths.find(scan).stream()
        .flatMap(file -> ArrowFile.rows(scan, file, engine))
        .onClose(this::close);
  }

  private Stream<Record> queried() {
    try {
      DuckDBResultSet result =
          execute(sql -> sql, statement -> (DuckDBResultSet) statement.executeQuery());
      open.add(result);
      ArrowReader reader = (ArrowReader) result.arrowExportStream(engine.allocator(), CHUNK_ROWS);
      BatchesAhead batches =
          new BatchesAhead(reader, engine.allocator(), engine.loaders(), engine::failure);
      open.add(batches);
      return ArrowRows.stream(batches, output).onClose(this::close);
    } catch (SQLException e) {
      close();
      throw engine.failure(e);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** The SQL types of the columns; for plans and tests. */
  List<String> types() {
    return execute(sql -> sql, Query::types);
  }

  private static List<String> types(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      ResultSetMetaData columns = result.getMetaData();
      List<String> types = new ArrayList<>();
      for (int index = 1; index <= columns.getColumnCount(); index++) {
        types.add(columns.getColumnTypeName(index));
      }
      return types;
    }
  }

  /** The number of rows. */
  public long count() {
    return execute(sql -> "SELECT count(*) FROM (" + sql + ")", Query::number);
  }

  private static long number(PreparedStatement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Writes the rows to {@code folder/part-00000.parquet}, columns named as the record says. */
  public void writeParquet(Path folder) {
    ParquetFile file = new ParquetFile(output, folder.resolve("part-00000.parquet"));
    if (!file.mayUseDictionaries() || !writeUnlessNegativeZero(file)) {
      execute(file::copyWithoutDictionaries, PreparedStatement::execute);
    }
  }

  /** False where a negative zero was among the values: dictionaries would lose its sign. */
  private boolean writeUnlessNegativeZero(ParquetFile file) {
    return execute(
        file::copyUnlessNegativeZero,
        statement -> {
          try {
            statement.execute();
            return true;
          } catch (SQLException e) {
            if (ParquetFile.isNegativeZero(e)) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public String scan(Scan scan) throws SQLException {
    return scan.source() instanceof Arrow
        ? materialized(scan)
        : engine.scanFiles().resolve(scan).sql();
  }

  @Override
  public String materialized(Relation rows) throws SQLException {
    String known = tables.get(rows);
    if (known != null) {
      return known;
    }
    String table = "stride_rows_" + tables.size();
    String read = rows instanceof Scan scan ? readArrow(scan, table) : read(rows, table);
    tables.put(rows, read);
    return read;
  }

  /** Arrow files become temporary tables: DuckDB reads none itself. */
  private String readArrow(Scan scan, String table) throws SQLException {
    List<String> selects = new ArrayList<>();
    for (Path file : SourcePaths.find(scan)) {
      String part = table + "_" + selects.size();
      ArrowFile.load(scan, file, engine, connection, part);
      selects.add(selected(scan.output(), part, Component::column));
    }
    return String.join(" UNION ALL ", selects);
  }

  private String read(Relation rows, String table) throws SQLException {
    try (RowSource source = source(rows)) {
      reading = source;
      checkCancelled();
      new ArrowTable(engine, connection).create(table, rows.output(), source);
    } finally {
      reading = null;
    }
    return selected(rows.output(), table, Component::name);
  }

  private static String selected(
      RecordType record, String table, Function<Component, String> columns) {
    return record.components().stream()
        .map(
            component ->
                SqlTypes.quote(columns.apply(component))
                    + " AS "
                    + SqlTypes.quote(component.name()))
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + SqlTypes.quote(table)));
  }

  private RowSource source(Relation rows) {
    return rows instanceof Rows memory
        ? RowSource.of(memory.rows().iterator())
        : OpaqueStage.over(engine, (Opaque) rows);
  }

  @Override
  public void close() {
    running = null;
    for (int index = open.size() - 1; index >= 0; index--) {
      closeQuietly(open.get(index));
    }
    open.clear();
    closeQuietly(connection);
  }

  /** Whoever reads has already what it wanted or has failed; a close has nothing to add. */
  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      System.getLogger(Query.class.getName()).log(System.Logger.Level.DEBUG, "close failed", e);
    }
  }
}
