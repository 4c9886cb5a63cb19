// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import dev.stride.api.relation.Opaque;
import dev.stride.api.relation.Relation;
import dev.stride.api.spi.RowCheck;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Java code over rows: consecutive functions run as one, so that rows are decoded once. */
final class OpaqueChain {
  private OpaqueChain() {}

  static Dataset<Row> of(Opaque last, Function<Relation, Dataset<Row>> lowering) {
    List<RowStage> stages = new ArrayList<>();
    Relation below = last;
    while (below instanceof Opaque opaque) {
      stages.add(0, RowStage.of(opaque));
      below = opaque.input();
    }
    boolean makesRows = !stages.stream().allMatch(RowStage.Kept.class::isInstance);
    if (makesRows && RowCheck.isNeeded(last.output())) {
      stages.add(new RowStage.Checked(last.output().type()));
    }
    Dataset<Row> input = Columns.decodable(lowering.apply(below), below.output());
    Dataset<Row> output =
        input
            .as(RecordEncoders.of(below.output()))
            .mapPartitions(new Fused(List.copyOf(stages)), RecordEncoders.of(last.output()))
            .toDF();
    return Columns.encoded(output, last.output());
  }

  /** All functions over the rows of a partition, one behind the other. */
  private record Fused(List<RowStage> stages) implements MapPartitionsFunction<Record, Record> {
    @Override
    public Iterator<Record> call(Iterator<Record> rows) throws Exception {
      Iterator<Record> result = rows;
      for (RowStage stage : stages) {
        result = stage.over(result);
      }
      return result;
    }
  }
}
