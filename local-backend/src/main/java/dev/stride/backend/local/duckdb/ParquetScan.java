// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourceMessages;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ScalarType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parquet files whose footers were compared with the record; no row is read for that. */
record ParquetScan(DuckDbEngine engine, Scan scan, List<Path> files) {
  private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");

  private static final Map<ScalarType, Set<String>> FITTING =
      Map.of(
          ScalarType.BOOL, Set.of("BOOLEAN"),
          ScalarType.INT, Set.of("INTEGER", "SMALLINT", "TINYINT", "USMALLINT", "UTINYINT"),
          ScalarType.LONG,
              Set.of(
                  "BIGINT", "INTEGER", "SMALLINT", "TINYINT", "UINTEGER", "USMALLINT", "UTINYINT"),
          ScalarType.FLOAT, Set.of("FLOAT"),
          ScalarType.DOUBLE, Set.of("DOUBLE", "FLOAT"),
          ScalarType.STRING, Set.of("VARCHAR"),
          ScalarType.BINARY, Set.of("BLOB"),
          ScalarType.DATE, Set.of("DATE"),
          ScalarType.LOCAL_TIMESTAMP,
              Set.of("TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S"),
          ScalarType.INSTANT, Set.of("TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH TIME ZONE_NS"));

  /** At both ends of each file. */
  private static final String MAGIC = "PAR1";

  /** The magic bytes twice, and the footer's length. */
  private static final int SHORTEST = 12;

  /** A column as the footers describe it. */
  private record Column(String name, String type) {}

  String sql() throws SQLException {
    checkEnds();
    try (Connection connection = engine.connect();
        Statement statement = connection.createStatement()) {
      Map<String, Column> columns = columns(statement);
      ParquetStatistics statistics = ParquetStatistics.read(statement, files);
      List<String> selected = new ArrayList<>();
      for (Component component : scan.output().components()) {
        Column column = find(columns, component);
        ParquetStatistics.OfColumn known = statistics.of(column.name());
        checkNulls(component, known);
        String value = new ParquetGuard(scan, component, known).guarded(typed(component, column));
        selected.add(value + " AS " + SqlTypes.quote(component.name()));
      }
      return "SELECT " + String.join(", ", selected) + " FROM " + table();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private String table() {
    return "read_parquet(" + ScanFiles.list(files) + ", hive_partitioning = false)";
  }

  private Map<String, Column> columns(Statement statement) throws SQLException {
    Map<String, Column> columns = new HashMap<>();
    try (ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + table())) {
      while (rows.next()) {
        Column column = new Column(rows.getString(1), rows.getString(2));
        columns.put(column.name().toLowerCase(Locale.ROOT), column);
      }
    }
    return columns;
  }

  private Column find(Map<String, Column> columns, Component component) {
    Column column = columns.get(component.column().toLowerCase(Locale.ROOT));
    if (column == null) {
      throw invalid(
          "has no column '" + component.column() + "'",
          "it has "
              + columns.values().stream().map(Column::name).sorted().toList()
              + "; rename the component or add @Column");
    }
    return column;
  }

  private String typed(Component component, Column column) {
    String quoted = SqlTypes.quote(column.name());
    String wanted = SqlTypes.of(component.type());
    if (column.type().equals(wanted)) {
      return quoted;
    }
    if (!fits(component.type(), column.type())) {
      throw invalid(
          "has column '" + component.column() + "' of type " + column.type(),
          scan.output().name()
              + "."
              + component.name()
              + " is "
              + component.type()
              + "; declare the component with the column's type");
    }
    return "CAST(" + quoted + " AS " + wanted + ")";
  }

  private static boolean fits(DataType wanted, String actual) {
    if (wanted instanceof DecimalType decimal) {
      Matcher matcher = DECIMAL.matcher(actual);
      return matcher.matches()
          && decimal.holds(
              new DecimalType(
                  Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }
    if (wanted instanceof EnumType) {
      return actual.equals("VARCHAR") || actual.startsWith("ENUM");
    }
    if (wanted instanceof ScalarType scalar) {
      return FITTING.getOrDefault(scalar, Set.of()).contains(actual);
    }
    return SqlTypes.of(wanted).replace("\"", "").equalsIgnoreCase(actual.replace("\"", ""));
  }

  /** The nulls of a column that has no insides are counted by the footers. */
  private void checkNulls(Component component, ParquetStatistics.OfColumn known) {
    if (!component.nullable() && component.type().isOrdered() && known.hasNulls()) {
      throw invalid(
          "has " + known.nulls() + " nulls in column '" + component.column() + "'",
          scan.output().name() + "." + component.name() + " is never null; make it @Nullable");
    }
  }

  private StrideException invalid(String what, String remedy) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot read Parquet dataset '"
            + scan.name()
            + "': "
            + scan.source().path()
            + " "
            + what
            + " ("
            + remedy
            + ")");
  }

  /** Reads every value that the record wants: what is wrong with them, if anything is. */
  Optional<StrideException> damage() {
    String everything = "SELECT bit_xor(hash(stride_row)) FROM (" + raw() + ") stride_row";
    try (Connection connection = engine.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(everything);
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(
          new StrideException(
              FailureKind.CONFIGURATION,
              SourceMessages.isDamaged(scan, files.get(0).toString(), DuckDbErrors.reason(e)),
              e));
    }
  }

  private String raw() {
    return scan.output().components().stream()
        .map(component -> SqlTypes.quote(component.column()))
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + table()));
  }

  /** The engine does not look at the first bytes. */
  private void checkEnds() {
    for (Path file : files) {
      String damage = damage(file);
      if (!damage.isEmpty()) {
        throw new StrideException(
            FailureKind.CONFIGURATION, SourceMessages.cannotRead(scan) + file + damage);
      }
    }
  }

  private StrideException unreadable(SQLException cause) {
    if (DuckDbErrors.isAboutMemory(cause)) {
      return engine.failure(cause);
    }
    return new StrideException(
        FailureKind.CONFIGURATION,
        SourceMessages.cannotRead(scan)
            + scan.source().path()
            + " cannot be read as Parquet (write it again; "
            + DuckDbErrors.reason(cause)
            + ")",
        cause);
  }

  /** What is wrong with the bytes at the two ends; empty where both are as they must be. */
  private static String damage(Path file) {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      long length = bytes.length();
      if (length == 0) {
        return " is empty (write or copy it again)";
      }
      if (length < MAGIC.length() || !magicAt(bytes, 0)) {
        return " is no Parquet file (name another, or the format that it has)";
      }
      boolean complete = length >= SHORTEST && magicAt(bytes, length - MAGIC.length());
      return complete ? "" : " is truncated (write or copy it again)";
    } catch (IOException e) {
      return " (" + e + ")";
    }
  }

  private static boolean magicAt(RandomAccessFile bytes, long position) throws IOException {
    byte[] found = new byte[MAGIC.length()];
    bytes.seek(position);
    bytes.readFully(found);
    return new String(found, StandardCharsets.ISO_8859_1).equals(MAGIC);
  }
}
