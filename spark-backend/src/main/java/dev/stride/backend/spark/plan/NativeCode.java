// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark.plan;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/** The code of a native step that yields a dataset. */
@FunctionalInterface
public interface NativeCode {
  /**
   * Builds the dataset.
   *
   * @param session the user's session
   * @param inputs a dataset of records per table that the step takes, columns named like components
   * @throws Exception whatever the user's method throws
   */
  Dataset<?> build(SparkSession session, List<? extends Dataset<?>> inputs) throws Exception;
}
