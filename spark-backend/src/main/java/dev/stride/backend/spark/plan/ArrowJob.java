// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.execution.arrow.ArrowWriter;
import org.apache.spark.sql.util.ArrowUtils;
import scala.Function0;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction1;

/**
 * Runs a plan whose partitions are encoded as Arrow batches where they are computed, so that the
 * driver gets bytes and no rows. The one class that calls Spark's Arrow encoder, which is no public
 * API: it is compiled against 4.1 and run on 4.0 too.
 */
final class ArrowJob {
  private static final String UTC = "UTC";

  /** As many as Spark puts into a batch. */
  private static final long FEW = 10_000;

  private static final ClassTag<byte[][]> BATCHES = ClassTag.apply(byte[][].class);

  private final Dataset<Row> rows;

  private ArrowJob(Dataset<Row> rows) {
    this.rows = rows;
  }

  static ArrowJob of(Dataset<Row> rows) {
    return new ArrowJob(rows);
  }

  /** The columns that batches have. */
  Schema schema() {
    return ArrowUtils.toArrowSchema(rows.schema(), UTC, true, false);
  }

  /** Whether Spark's own estimate of the result is at most that. */
  boolean isWithin(long bytes) {
    return classic()
        .queryExecution()
        .optimizedPlan()
        .stats()
        .sizeInBytes()
        .$less$eq(scala.math.BigInt.apply(bytes));
  }

  /** Whether the plan itself says that there are few rows, as a limit does. */
  boolean yieldsFew() {
    Option<Object> most = classic().queryExecution().optimizedPlan().maxRows();
    return most.isDefined() && (Long) most.get() <= FEW;
  }

  /**
   * The rows in one batch, encoded here: partitions that sort and cut would need another stage to
   * come together.
   */
  void few(VectorSchemaRoot into) {
    Function0<InternalRow[]> body =
        () -> classic().queryExecution().executedPlan().executeCollect();
    ArrowWriter writer = ArrowWriter.create(into);
    for (InternalRow row :
        SQLExecution.withNewExecutionId(classic().queryExecution(), Option.apply("read"), body)) {
      writer.write(row);
    }
    writer.finish();
  }

  /**
   * Runs one job for all partitions.
   *
   * @return the batches, serialized Arrow messages, in the order of the rows
   */
  List<byte[]> all() {
    Function0<List<byte[]>> body =
        () -> {
          RDD<byte[]> encoded = classic().toArrowBatchRdd();
          byte[][][] partitions =
              (byte[][][]) encoded.sparkContext().runJob(encoded, new ToArray(), BATCHES);
          return Arrays.stream(partitions).flatMap(Arrays::stream).toList();
        };
    return SQLExecution.withNewExecutionId(
        classic().queryExecution(), Option.apply("hand over"), body);
  }

  /** The same batches by a job for each partition, which starts when its first is asked for. */
  Iterator<byte[]> oneByOne() {
    RDD<byte[]> encoded = classic().toArrowBatchRdd();
    return IntStream.range(0, encoded.getNumPartitions())
        .mapToObj(partition -> ofPartition(encoded, partition))
        .flatMap(Arrays::stream)
        .iterator();
  }

  private static byte[][] ofPartition(RDD<byte[]> encoded, int partition) {
    scala.collection.immutable.Seq<Object> only =
        CollectionConverters.asScala(List.<Object>of(partition)).toSeq();
    return ((byte[][][]) encoded.sparkContext().runJob(encoded, new ToArray(), only, BATCHES))[0];
  }

  private org.apache.spark.sql.classic.Dataset<Row> classic() {
    return (org.apache.spark.sql.classic.Dataset<Row>) rows;
  }

  /** All batches of a partition, as they go back to the driver. */
  private static final class ToArray
      extends AbstractFunction1<scala.collection.Iterator<byte[]>, byte[][]>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[][] apply(scala.collection.Iterator<byte[]> batches) {
      List<byte[]> all = new ArrayList<>();
      Iterator<byte[]> iterator = CollectionConverters.asJava(batches);
      iterator.forEachRemaining(all::add);
      return all.toArray(byte[][]::new);
    }
  }
}
