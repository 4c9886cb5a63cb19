// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.relation.Scan;
import dev.stride.api.spi.SourceFile;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.PrunedScan;
import org.apache.spark.sql.types.StructType;

/**
 * Files that strict parsers read, as a source of Spark's: it reads only the columns that a plan
 * needs, and Spark knows the size of the files, so that it broadcasts none that is large. A task
 * reads a run of neighbouring files, whose order the rows keep.
 */
final class FileRows extends BaseRelation implements PrunedScan {
  private final SparkSession session;
  private final String name;
  private final StructType schema;
  private final long size;
  private final List<? extends List<? extends FileReading>> tasks;

  private FileRows(
      SparkSession session,
      Scan scan,
      List<SourceFile> files,
      List<? extends List<? extends FileReading>> tasks) {
    this.session = session;
    this.name = scan.source().format() + " " + scan.name();
    this.schema = (StructType) SparkTypes.of(scan.output());
    this.size = files.stream().mapToLong(SourceFile::size).sum();
    this.tasks = tasks;
  }

  /**
   * The source of the files.
   *
   * @param readings one for each file, in the order of the rows
   */
  static FileRows of(
      SparkSession session,
      Scan scan,
      List<SourceFile> files,
      List<? extends FileReading> readings) {
    List<? extends List<? extends FileReading>> tasks =
        FileTasks.of(files).stream()
            .map(range -> List.copyOf(readings.subList(range.from(), range.to())))
            .toList();
    return new FileRows(session, scan, files, tasks);
  }

  Dataset<Row> rows() {
    return session.baseRelationToDataFrame(this);
  }

  @Override
  public SQLContext sqlContext() {
    return session.sqlContext();
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public long sizeInBytes() {
    return size;
  }

  @Override
  public RDD<Row> buildScan(String[] columns) {
    List<String> wanted = List.of(columns);
    return JavaSparkContext.fromSparkContext(session.sparkContext())
        .<List<? extends FileReading>>parallelize(List.copyOf(tasks), tasks.size())
        .flatMap(readings -> FileReading.all(readings, wanted))
        .rdd();
  }

  @Override
  public String toString() {
    return name;
  }
}
