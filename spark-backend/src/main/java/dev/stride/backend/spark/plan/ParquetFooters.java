// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Scan;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.jspecify.annotations.Nullable;

/**
 * What the footers of Parquet files say about columns, as Spark reads them. Column names are
 * matched in any case.
 *
 * @param schemas the columns of each file, with Spark's types
 * @param nullCounts the nulls of each column in all files; null where a footer does not say
 * @param leavingYears the columns of dates or times that may leave the years 1 to 9999
 */
record ParquetFooters(
    List<Map<String, StructField>> schemas,
    Map<String, @Nullable Long> nullCounts,
    Set<String> leavingYears) {
  private static final String UNREADABLE = "stride.unreadable";

  static ParquetFooters read(Scan scan, List<ParquetFile> files, Configuration hadoop) {
    // An immutable copy of the defaults: no setting of a session changes what a file holds.
    ParquetToSparkSchemaConverter converter = new ParquetToSparkSchemaConverter(new SQLConf());
    List<ParquetMetadata> footers =
        files.parallelStream().map(file -> footer(scan, file, hadoop)).toList();
    Map<String, @Nullable Long> nullCounts = new TreeMap<>();
    footers.forEach(footer -> count(footer, nullCounts));
    Set<String> leavingYears =
        footers.stream()
            .flatMap(footer -> footer.getBlocks().stream())
            .flatMap(block -> block.getColumns().stream())
            .filter(ParquetYears::mayBeLeft)
            .map(column -> key(column.getPath().toDotString()))
            .collect(Collectors.toSet());
    return new ParquetFooters(
        footers.stream()
            .map(footer -> fields(converter, footer.getFileMetaData().getSchema()))
            .toList(),
        nullCounts,
        leavingYears);
  }

  private static ParquetMetadata footer(Scan scan, ParquetFile file, Configuration hadoop) {
    try (ParquetFileReader reader = ParquetFileReader.open(file.input(hadoop))) {
      return reader.getFooter();
    } catch (IOException | RuntimeException e) {
      throw unreadable(scan, file, file.beginsLikeParquet(hadoop), e);
    }
  }

  private static StrideException unreadable(
      Scan scan, ParquetFile file, boolean beginsLikeParquet, Exception cause) {
    String message = String.valueOf(cause.getMessage());
    String damage =
        file.size() == 0
            ? " is empty (write or copy it again)"
            : message.contains("xpected magic number at tail")
                    || message.contains("length is too low")
                    || message.contains("corrupted file")
                ? damaged(beginsLikeParquet)
                : " cannot be read as Parquet (write it again; " + message + ")";
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot read Parquet dataset '" + scan.name() + "': " + file.name() + damage,
        cause);
  }

  private static String damaged(boolean beginsLikeParquet) {
    return beginsLikeParquet
        ? " is truncated (write or copy it again)"
        : " is no Parquet file (name another, or the format that it has)";
  }

  /** Each for itself: a column that Spark cannot read matters only where it is asked for. */
  private static Map<String, StructField> fields(
      ParquetToSparkSchemaConverter converter, MessageType schema) {
    Map<String, StructField> fields = new TreeMap<>();
    for (Type column : schema.getFields()) {
      fields.put(key(column.getName()), field(converter, column));
    }
    return fields;
  }

  private static StructField field(ParquetToSparkSchemaConverter converter, Type column) {
    try {
      return converter.convert(new MessageType("column", column)).fields()[0];
    } catch (Exception e) {
      // Spark says so by a checked exception, which Scala does not declare.
      Metadata words = new MetadataBuilder().putString(UNREADABLE, words(column)).build();
      return new StructField(column.getName(), DataTypes.NullType, true, words);
    }
  }

  private static String words(Type column) {
    return column.isPrimitive()
        ? column.asPrimitiveType().getPrimitiveTypeName() + " " + column.getLogicalTypeAnnotation()
        : "group";
  }

  /** What the column is in Parquet's words, where Spark has no type for it in one of the files. */
  Optional<String> unreadable(String column) {
    return schemas.stream()
        .flatMap(schema -> Optional.ofNullable(schema.get(key(column))).stream())
        .filter(field -> field.metadata().contains(UNREADABLE))
        .map(field -> field.metadata().getString(UNREADABLE))
        .findFirst();
  }

  private static void count(ParquetMetadata footer, Map<String, @Nullable Long> nullCounts) {
    for (BlockMetaData block : footer.getBlocks()) {
      for (ColumnChunkMetaData column : block.getColumns()) {
        String name = key(column.getPath().toDotString());
        Statistics<?> statistics = column.getStatistics();
        boolean isKnown = statistics != null && statistics.isNumNullsSet();
        if (!isKnown || (nullCounts.containsKey(name) && nullCounts.get(name) == null)) {
          nullCounts.put(name, null);
        } else {
          nullCounts.merge(name, statistics.getNumNulls(), Long::sum);
        }
      }
    }
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The types that the column has; more than one where files differ. */
  Set<DataType> types(String column) {
    Set<DataType> types = new LinkedHashSet<>();
    for (Map<String, StructField> schema : schemas) {
      StructField field = schema.get(key(column));
      if (field != null) {
        types.add(field.dataType());
      }
    }
    return types;
  }

  /** Whether the column, if it has dates or times at any depth, may leave the years 1 to 9999. */
  boolean mayLeaveYears(String column) {
    return leavingYears.stream().anyMatch(leaf -> isOf(column, leaf));
  }

  private static boolean isOf(String column, String leaf) {
    return (leaf + ".").startsWith(key(column) + ".");
  }

  /** Whether the footers leave open that there is a null at any depth of the column. */
  boolean mayHaveNulls(String column) {
    return nullCounts.entrySet().stream()
        .filter(leaf -> isOf(column, leaf.getKey()))
        .anyMatch(leaf -> leaf.getValue() == null || leaf.getValue() > 0);
  }

  boolean haveAll(String column) {
    return schemas.stream().allMatch(schema -> schema.containsKey(key(column)));
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>();
    schemas.forEach(schema -> schema.values().forEach(field -> names.add(field.name())));
    return names;
  }

  /** How many nulls the column has in all files; empty where a footer does not say. */
  Optional<Long> nulls(String column) {
    return nullCounts.containsKey(key(column))
        ? Optional.ofNullable(nullCounts.get(key(column)))
        : Optional.of(0L);
  }
}
