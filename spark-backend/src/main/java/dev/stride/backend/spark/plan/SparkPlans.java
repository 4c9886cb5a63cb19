// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Relation;
import dev.stride.api.spi.WrittenFiles;
import dev.stride.api.type.RecordType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Lowers relations in one session. Nothing runs until an action is called on what comes out. Lower
 * only in a session that has Stride's pins: Spark fixes the meaning of arithmetic when a plan is
 * analysed. Thread-safe.
 */
public final class SparkPlans {
  private final SparkSession session;
  private final SparkSession users;
  private final SourceFiles files;

  /**
   * Lowers in a session.
   *
   * @param session Stride's own
   * @param users what native steps are handed
   */
  public SparkPlans(SparkSession session, SparkSession users) {
    this.session = session;
    this.users = users;
    this.files = new SourceFiles(session);
  }

  /** The session that native steps are handed. */
  public SparkSession users() {
    return users;
  }

  /** The encoder of a record, over columns named like its components. */
  public static Encoder<Record> encoder(RecordType record) {
    return RecordEncoders.of(record);
  }

  /** The rows, with columns named like the record's components. */
  public Dataset<Row> rows(Relation relation) {
    return new RelationLowering(session, users, files).of(relation);
  }

  private Dataset<Row> inOrder(Relation relation) {
    return new RelationLowering(session, users, files).inOrder(relation);
  }

  /** The rows as Spark's dataset of records. */
  public Dataset<Record> typed(Relation relation) {
    return Columns.decodable(rows(relation), relation.output())
        .as(RecordEncoders.of(relation.output()));
  }

  /**
   * The rows as records, in the relation's order: by one job where Spark expects them to be small,
   * partition by partition where not, so that memory holds one at a time.
   *
   * @param arrowLimit the most bytes that count as small
   */
  public Stream<Record> records(Relation relation, MemorySize arrowLimit) {
    ArrowJob job = ArrowJob.of(inOrder(relation));
    if (job.yieldsFew()) {
      return ArrowHandOver.few(job, relation.output());
    }
    return ArrowHandOver.rows(
        job,
        job.isWithin(arrowLimit.bytes()) ? job.all().iterator() : job.oneByOne(),
        relation.output());
  }

  /**
   * Writes the rows for code on one node: as an Arrow file where Spark expects them to be small, as
   * Parquet files where not. Runs one job in either case, and one more for the digests of objects.
   *
   * @param location where large ones are written to instead of the folder
   * @param arrowLimit the most bytes that count as small
   * @return the objects, if it has written some
   */
  public Optional<WrittenFiles> handOver(
      Relation relation, Path folder, Optional<String> location, MemorySize arrowLimit) {
    ArrowJob job = ArrowJob.of(inOrder(relation));
    if (job.isWithin(arrowLimit.bytes())) {
      ArrowHandOver.write(job, folder.resolve("part-00000.arrow"));
      return Optional.empty();
    }
    return write(relation, folder, location);
  }

  /**
   * Writes the rows as Parquet files, in the order of their names: as objects, if there is a
   * location for them, into the folder if not.
   *
   * @return the objects
   */
  public Optional<WrittenFiles> write(Relation relation, Path folder, Optional<String> location) {
    if (location.isPresent()) {
      return Optional.of(writeObjects(relation, location.get()));
    }
    writeParquet(relation, folder);
    return Optional.empty();
  }

  /** The committer's own mark says that the job has succeeded, and is no file of the dataset. */
  private WrittenFiles writeObjects(Relation relation, String location) {
    String target = StoreObjects.path(location);
    inOrder(relation).write().mode(SaveMode.Append).option("compression", "zstd").parquet(target);
    try {
      return new ObjectDigests(session).of(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the rows as Parquet files into an empty folder, in the order of their names. */
  public void writeParquet(Relation relation, Path folder) {
    inOrder(relation)
        .write()
        .mode(SaveMode.Append)
        .option("compression", "zstd")
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .parquet(HadoopPaths.target(folder));
    removeChecksums(folder);
    checkVisible(folder);
  }

  /** Even a dataset without rows is a file; executors elsewhere may have written to their disks. */
  private static void checkVisible(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.parquet")) {
      if (!files.iterator().hasNext()) {
        throw new StrideException(
            FailureKind.EXTERNAL,
            "Cannot find what Spark's executors wrote: "
                + folder
                + " is empty (they must see the same folder as the driver; set stride.store to one"
                + " that they share)");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hadoop writes one beside each file; the store has its own. */
  private static void removeChecksums(Path folder) {
    try (DirectoryStream<Path> checksums = Files.newDirectoryStream(folder, ".*.crc")) {
      for (Path checksum : checksums) {
        Files.delete(checksum);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files that scans read. */
  public SourceFiles files() {
    return files;
  }
}
