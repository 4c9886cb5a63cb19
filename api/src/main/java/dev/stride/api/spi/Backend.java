// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.policy.Layer;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.relation.Scan;
import java.util.Set;

/**
 * Runs attempts on some compute layers. Thread-safe. A backend never retries: it starts each task
 * once and tells how that ended; retry, time limit and fallback are the runner's.
 */
public interface Backend extends AutoCloseable {

  /** The name that plans and records show, for example {@code local}. */
  String name();

  /** The layers that it serves. */
  Set<Layer> layers();

  /** Reads datasets for code that runs in this process. */
  DatasetReader reader();

  /**
   * Checks, without reading rows, that files exist and fit their record.
   *
   * @throws dev.stride.api.failure.StrideException of kind {@code CONFIGURATION} that names the
   *     file, the column and the remedy
   */
  void check(Scan scan);

  /**
   * What identifies the files of a scan as they are now: their paths, sizes and times of change.
   * Equal texts mean equal rows.
   *
   * @throws dev.stride.api.failure.StrideException of kind {@code CONFIGURATION} if there are none
   */
  String version(Scan scan);

  /**
   * Tells that tasks will come which ask for that much, so that what they need can be made ready;
   * returns at once and never fails. Does nothing by default.
   */
  default void expect(Layer layer, ResourceRequest resources) {}

  /**
   * Whether its tasks may run on other machines, which see no file that lies on this one only. By
   * default they do not.
   */
  default boolean isElsewhere() {
    return false;
  }

  /**
   * Whether its tasks read and write the objects of the store by themselves: then datasets of
   * earlier steps have the objects' locations as their paths, and need not come to this machine. By
   * default they do not.
   */
  default boolean reachesObjects() {
    return false;
  }

  /**
   * Ends what a process that is no more has left of a run on a service, and returns when nothing of
   * it lives. By default nothing outlives its process.
   *
   * @param folder of the run in the store
   * @return how many jobs were ended
   */
  default int endLeft(String folder) {
    return 0;
  }

  /** Starts one attempt; returns at once. */
  StepAttempt start(StepTask task);

  /** Ends every attempt and frees what the backend holds. */
  @Override
  void close();
}
