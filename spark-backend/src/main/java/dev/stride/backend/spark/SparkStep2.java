// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.spark;

import java.io.Serializable;
import org.apache.spark.sql.SparkSession;

/** A native step over two inputs: Spark's datasets, values and parameters. */
@FunctionalInterface
public interface SparkStep2<A, B, T> extends Serializable {
  /** Runs the step's body; whatever it throws fails the attempt. */
  T apply(SparkSession session, A a, B b) throws Exception;
}
