// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.expression.Side;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourceMessages;
import dev.stride.api.type.Component;
import dev.stride.api.type.DataType;
import dev.stride.api.type.DecimalType;
import dev.stride.api.type.EnumType;
import dev.stride.api.type.ScalarType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Parquet files whose footers were compared with the record. They are read with the schema that the
 * footers have, so that Spark infers nothing; what the footers prove is not checked again by row.
 */
final class ParquetFiles implements ScannedRows {
  private static final Map<ScalarType, Set<org.apache.spark.sql.types.DataType>> FITTING =
      Map.of(
          ScalarType.BOOL, Set.of(DataTypes.BooleanType),
          ScalarType.INT, Set.of(DataTypes.IntegerType, DataTypes.ShortType, DataTypes.ByteType),
          ScalarType.LONG,
              Set.of(
                  DataTypes.LongType,
                  DataTypes.IntegerType,
                  DataTypes.ShortType,
                  DataTypes.ByteType),
          ScalarType.FLOAT, Set.of(DataTypes.FloatType),
          ScalarType.DOUBLE, Set.of(DataTypes.DoubleType, DataTypes.FloatType),
          ScalarType.STRING, Set.of(DataTypes.StringType),
          ScalarType.BINARY, Set.of(DataTypes.BinaryType),
          ScalarType.DATE, Set.of(DataTypes.DateType),
          ScalarType.LOCAL_TIMESTAMP, Set.of(DataTypes.TimestampNTZType),
          ScalarType.INSTANT, Set.of(DataTypes.TimestampType));

  private final SparkSession session;
  private final Scan scan;
  private final List<ParquetFile> files;
  private final StructType schema;
  private final Column[] columns;

  private ParquetFiles(
      SparkSession session,
      Scan scan,
      List<ParquetFile> files,
      StructType schema,
      Column[] columns) {
    this.session = session;
    this.scan = scan;
    this.files = files;
    this.schema = schema;
    this.columns = columns;
  }

  static ParquetFiles checked(SparkSession session, Scan scan, List<ParquetFile> files) {
    return new Check(session, scan, files).run();
  }

  /** The rows; no projection where the files hold what the record says. */
  @Override
  public Dataset<Row> rows() {
    return projected(read(paths()));
  }

  /** One scan per file, since Spark reads the largest of several first. */
  @Override
  public Dataset<Row> inOrder() {
    return files.stream()
        .map(file -> projected(read(file.path())))
        .reduce(Dataset::union)
        .orElseGet(this::rows);
  }

  /** By the places of rows, for a limit: partitions that are cut come together in any order. */
  @Override
  public Dataset<Row> sortedByPlace() {
    Dataset<Row> read = read(paths());
    Column place = read.metadataColumn("_metadata");
    return projected(read.orderBy(place.getField("file_path"), place.getField("row_index")));
  }

  private Dataset<Row> read(String... paths) {
    return session.read().schema(schema).parquet(paths);
  }

  private Dataset<Row> projected(Dataset<Row> read) {
    return columns.length == 0 ? read : read.select(columns);
  }

  /** A folder itself where Spark finds the same files in it; it lists it without a job. */
  private String[] paths() {
    return folder()
        .map(folder -> new String[] {folder})
        .orElseGet(() -> files.stream().map(ParquetFile::path).toArray(String[]::new));
  }

  private Optional<String> folder() {
    if (StoreObjects.isLocation(scan.source().path())) {
      return Optional.empty();
    }
    Path folder = Path.of(scan.source().path()).toAbsolutePath().normalize();
    return Files.isDirectory(folder) && holdsNothingElse(folder)
        ? Optional.of(HadoopPaths.plain(folder))
        : Optional.empty();
  }

  private boolean holdsNothingElse(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(ParquetFiles::isSeenBySpark).count() == files.size();
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private static boolean isSeenBySpark(Path entry) {
    String name = String.valueOf(entry.getFileName());
    return Files.isDirectory(entry) || !(name.startsWith("_") || name.startsWith("."));
  }

  /** Compares footers with the record. */
  private record Check(SparkSession session, Scan scan, List<ParquetFile> files) {
    ParquetFiles run() {
      ParquetFooters footers =
          ParquetFooters.read(scan, files, session.sessionState().newHadoopConf());
      List<StructField> fields = new ArrayList<>();
      List<Column> columns = new ArrayList<>();
      boolean isPlain = true;
      for (Component component : scan.output().components()) {
        org.apache.spark.sql.types.DataType type = typeOf(footers, component);
        fields.add(DataTypes.createStructField(component.column(), type, true));
        Column plain = Columns.of(Side.INPUT, component);
        checkNulls(footers, component);
        Column value =
            new ParquetGuard(scan, component, footers).guarded(typed(component, type, plain));
        // Column's equals compares trees; asked is whether anything was put around it.
        boolean isUntouched = isSame(value, plain);
        isPlain &= isUntouched;
        columns.add(isUntouched ? plain : value.as(component.column()));
      }
      return new ParquetFiles(
          session,
          scan,
          files,
          DataTypes.createStructType(fields),
          isPlain ? new Column[0] : columns.toArray(Column[]::new));
    }

    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Column one, Column other) {
      return one == other;
    }

    /** The type with which the column is read; Spark widens by itself where files differ. */
    private org.apache.spark.sql.types.DataType typeOf(
        ParquetFooters footers, Component component) {
      Set<org.apache.spark.sql.types.DataType> types = footers.types(component.column());
      if (types.isEmpty() || !footers.haveAll(component.column())) {
        throw invalid(
            "has no column '" + component.column() + "'",
            "it has " + footers.names() + "; rename the component or add @Column");
      }
      footers
          .unreadable(component.column())
          .ifPresent(
              words -> {
                throw mistyped(component, words);
              });
      for (org.apache.spark.sql.types.DataType type : types) {
        if (!fits(component.type(), type)) {
          throw mistyped(component, type.sql());
        }
      }
      return types.size() == 1 ? types.iterator().next() : SparkTypes.of(component.type());
    }

    private StrideException mistyped(Component component, String type) {
      return invalid(
          "has column '" + component.column() + "' of type " + type,
          scan.output().name()
              + "."
              + component.name()
              + " is "
              + component.type()
              + "; declare the component with the column's type");
    }

    private static boolean fits(DataType wanted, org.apache.spark.sql.types.DataType actual) {
      if (wanted instanceof DecimalType decimal) {
        return actual instanceof org.apache.spark.sql.types.DecimalType found
            && decimal.holds(new DecimalType(found.precision(), found.scale()));
      }
      if (wanted instanceof EnumType) {
        return actual.equals(DataTypes.StringType);
      }
      return wanted instanceof ScalarType scalar
          ? FITTING.getOrDefault(scalar, Set.of()).contains(actual)
          : SparkTypes.of(wanted)
              .asNullable()
              .simpleString()
              .equalsIgnoreCase(actual.simpleString());
    }

    private static Column typed(
        Component component, org.apache.spark.sql.types.DataType type, Column column) {
      boolean isScalar = component.type().isOrdered();
      return !isScalar || type.equals(SparkTypes.of(component.type()))
          ? column
          : column.cast(SparkTypes.of(component.type()));
    }

    /** The nulls of a column that has no insides are counted by the footers. */
    private void checkNulls(ParquetFooters footers, Component component) {
      if (component.nullable() || !component.type().isOrdered()) {
        return;
      }
      long nulls = footers.nulls(component.column()).orElse(0L);
      if (nulls > 0) {
        throw invalid(
            "has " + nulls + " nulls in column '" + component.column() + "'",
            scan.output().name() + "." + component.name() + " is never null; make it @Nullable");
      }
    }

    private StrideException invalid(String what, String remedy) {
      return new StrideException(
          FailureKind.CONFIGURATION,
          SourceMessages.cannotRead(scan)
              + scan.source().path()
              + " "
              + what
              + " ("
              + remedy
              + ")");
    }
  }
}
