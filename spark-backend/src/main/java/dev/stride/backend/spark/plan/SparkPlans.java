// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.relation.Relation;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Lowers relations in one session. Nothing runs until an action is called on what comes out. Lower
 * only in a session that has Stride's pins: Spark fixes the meaning of arithmetic when a plan
 * is analysed. Thread-safe.
 */
public final class SparkPlans {
  private final SparkSession session;
  private final SourceFiles files;

  /** Lowers in that session. */
  public SparkPlans(SparkSession session) {
    this.session = session;
    this.files = new SourceFiles(session);
  }

  /** The rows, with columns named like the record's components. */
  public Dataset<Row> rows(Relation relation) {
    return new RelationLowering(session, files).of(relation);
  }

  /** The rows as records, in the relation's order. */
  public List<Record> records(Relation relation) {
    Dataset<Row> rows = Columns.decodable(rows(relation), relation.output());
    return rows.as(RecordEncoders.of(relation.output())).collectAsList();
  }

  /** Writes the rows as Parquet files into an empty folder, in the order of their names. */
  public void writeParquet(Relation relation, Path folder) {
    rows(relation)
        .write()
        .mode(SaveMode.Append)
        .option("compression", "zstd")
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .parquet(HadoopPaths.plain(folder));
  }

  /** The files that scans read. */
  public SourceFiles files() {
    return files;
  }
}
