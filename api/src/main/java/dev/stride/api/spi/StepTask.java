// SPDX-License-Identifier: Apache-2.0
package dev.stride.api.spi;

import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.relation.Relation;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What an attempt is to do. */
public sealed interface StepTask {
  /** What messages and threads call it. */
  String label();

  /**
   * Runs code on one node.
   *
   * @param label the step, and its slot if it has one
   * @param body the step's body with its arguments
   */
  record Compute(String label, Callable<@Nullable Object> body) implements StepTask {}

  /**
   * Runs a step's body in another process. The attempt yields what the body returns as JSON of the
   * step's declared type, a {@code byte[]}; where the body throws, it fails with a {@link
   * RemoteFailure}, and where the process ends without a result, with a {@link ProcessEnded}.
   *
   * @param label the step, and its slot if it has one
   * @param step what is called
   * @param element the slot's element as JSON of its declared type, for a {@code foreach}
   * @param resources what the attempt asks for
   * @param terms what a process on another machine needs to know besides
   * @param output where what it prints goes
   */
  record Call(
      String label,
      RemoteStep step,
      Optional<byte[]> element,
      ResourceRequest resources,
      AttemptTerms terms,
      OutputSink output)
      implements StepTask {}

  /**
   * Writes a dataset as files. The attempt yields {@link WrittenFiles} if it has written them to
   * {@code location}, and nothing if they are in {@code folder}.
   *
   * @param label the step
   * @param relation the rows; their order is kept
   * @param folder an existing empty folder of this machine for the files
   * @param location where the files may be written instead, for a store of objects: nothing is
   *     there yet, {@code s3://bucket/team/runs/…}
   * @param readers who reads them
   */
  record Materialize(
      String label, Relation relation, Path folder, Optional<String> location, Readers readers)
      implements StepTask {

    /** As Parquet files in a folder, for anybody. */
    public Materialize(String label, Relation relation, Path folder) {
      this(label, relation, folder, Optional.empty(), Readers.ANYBODY);
    }
  }

  /** Who reads a written dataset. */
  enum Readers {
    /** Engines, people and other tools: the files are Parquet, named {@code *.parquet}. */
    ANYBODY,
    /** Code on one node in this run only: small ones may be Arrow, named {@code *.arrow}. */
    CODE
  }
}
