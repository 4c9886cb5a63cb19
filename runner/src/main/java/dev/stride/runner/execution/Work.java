// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import dev.stride.api.Dataset;
import dev.stride.api.definition.StepDefinition;
import dev.stride.api.definition.StepInvoker;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.api.relation.Limit;
import dev.stride.api.relation.Relation;
import dev.stride.api.relation.Scan;
import dev.stride.api.relation.Sort;
import dev.stride.api.source.Arrow;
import dev.stride.api.source.Parquet;
import dev.stride.api.source.Source;
import dev.stride.api.spi.AttemptTerms;
import dev.stride.api.spi.RemoteStep;
import dev.stride.api.spi.StepTask;
import dev.stride.api.spi.StoredFile;
import dev.stride.api.spi.WrittenFiles;
import dev.stride.store.AttemptStore;
import dev.stride.store.Commit;
import dev.stride.store.Digests;
import dev.stride.store.RunStore;
import dev.stride.store.ValueCodec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an attempt of a single task does, and how its output becomes a result. */
sealed interface Work {
  /**
   * The task of an attempt.
   *
   * @param folder where it writes
   * @param resources what it may use
   */
  StepTask task(AttemptStore folder, ResourceRequest resources);

  /** Writes what the attempt yielded and names the files. */
  List<Commit.Artifact> store(AttemptStore folder, @Nullable Object yielded);

  /** The result that the files hold; {@code yielded} is null when they come from another run. */
  StageResult result(RunStore run, List<Commit.Artifact> artifacts, @Nullable Object yielded);

  private static String digest(List<Commit.Artifact> artifacts) {
    return Digests.of(artifacts.stream().map(Commit.Artifact::sha256).toList());
  }

  /**
   * Computes a value.
   *
   * @param step the step
   * @param body its body with its arguments
   * @param secrets what it may ask for
   */
  record Computing(StepDefinition step, Callable<@Nullable Object> body, RunSecrets secrets)
      implements Work {
    @Override
    public StepTask task(AttemptStore folder, ResourceRequest resources) {
      return new StepTask.Compute(
          step.name(),
          () ->
              secrets.during(
                  step, () -> OutputCapture.during(secrets.redacted(folder::log), this::encoded)));
    }

    private Encoded encoded() throws Exception {
      Object value = StepInvoker.required(step, body.call());
      return new Encoded(value, ValueCodec.of(step.resultType()).encode(value));
    }

    @Override
    public List<Commit.Artifact> store(AttemptStore folder, @Nullable Object yielded) {
      return yielded instanceof Encoded encoded
          ? List.of(folder.writeValue(encoded.json()))
          : List.of();
    }

    @Override
    public StageResult result(
        RunStore run, List<Commit.Artifact> artifacts, @Nullable Object yielded) {
      Object value =
          yielded instanceof Encoded encoded
              ? encoded.value()
              : ValueCodec.of(step.resultType()).decode(run.read(artifacts.get(0)));
      return new StageResult.OfValue(value, digest(artifacts));
    }
  }

  /**
   * Has another process compute a value.
   *
   * @param step the step
   * @param remote the step as that process finds it
   * @param terms what it needs to know besides of an attempt with that folder
   * @param secrets what must not be printed
   */
  record Calling(
      StepDefinition step,
      RemoteStep remote,
      Function<AttemptStore, AttemptTerms> terms,
      RunSecrets secrets)
      implements Work {
    @Override
    public StepTask task(AttemptStore folder, ResourceRequest resources) {
      return new StepTask.Call(
          step.name(),
          remote,
          Optional.empty(),
          resources,
          terms.apply(folder),
          secrets.redacted(folder::log));
    }

    @Override
    public List<Commit.Artifact> store(AttemptStore folder, @Nullable Object yielded) {
      return yielded instanceof byte[] json ? List.of(folder.writeValue(json)) : List.of();
    }

    @Override
    public StageResult result(
        RunStore run, List<Commit.Artifact> artifacts, @Nullable Object yielded) {
      byte[] json = yielded instanceof byte[] known ? known : run.read(artifacts.get(0));
      return new StageResult.OfValue(
          ValueCodec.of(step.resultType()).decode(json), digest(artifacts));
    }
  }

  /**
   * Computes a value on a thread, until one of its attempts did not heed its interrupt.
   *
   * @param here on a thread
   * @param apart in another process
   * @param isolation says which
   */
  record Movable(Computing here, Supplier<Calling> apart, Isolation isolation) implements Work {
    @Override
    public StepTask task(AttemptStore folder, ResourceRequest resources) {
      return (isolation.isApart() ? apart.get() : here).task(folder, resources);
    }

    @Override
    public List<Commit.Artifact> store(AttemptStore folder, @Nullable Object yielded) {
      return yielding(yielded).store(folder, yielded);
    }

    @Override
    public StageResult result(
        RunStore run, List<Commit.Artifact> artifacts, @Nullable Object yielded) {
      return yielding(yielded).result(run, artifacts, yielded);
    }

    private Work yielding(@Nullable Object yielded) {
      return yielded instanceof byte[] ? apart.get() : here;
    }
  }

  /**
   * Lets an engine write a dataset.
   *
   * @param step the step
   * @param relation its rows
   * @param readers who reads them
   */
  record Materializing(StepDefinition step, Relation relation, StepTask.Readers readers)
      implements Work {
    static Materializing of(StepDefinition step, @Nullable Object built, StepTask.Readers readers) {
      if (built instanceof Dataset<?> dataset) {
        return new Materializing(step, dataset.relation(), readers);
      }
      throw new StrideException(
          FailureKind.USER,
          "Cannot use result of step '" + step.name() + "': it is null (return a dataset)");
    }

    @Override
    public StepTask task(AttemptStore folder, ResourceRequest resources) {
      return new StepTask.Materialize(
          step.name(), relation, folder.outputFolder(), folder.outputLocation(), readers);
    }

    @Override
    public List<Commit.Artifact> store(AttemptStore folder, @Nullable Object yielded) {
      return yielded instanceof WrittenFiles written
          ? folder.adoptOutput(written.files())
          : folder.sealOutput();
    }

    @Override
    public StageResult result(
        RunStore run, List<Commit.Artifact> artifacts, @Nullable Object yielded) {
      Commit.Artifact first = artifacts.get(0);
      List<StoredFile> stored =
          artifacts.stream()
              .map(file -> new StoredFile(file.path(), file.size(), file.sha256()))
              .toList();
      Source source = source(run.place(first), first.path().endsWith(".arrow"));
      return new StageResult.OfRows(
          new Scan(step.name(), relation.output(), source), digest(artifacts), stored);
    }

    private Source source(String folder, boolean isArrow) {
      if (isArrow) {
        return Arrow.at(folder);
      }
      return isOrdered(relation) ? Parquet.at(folder).inOrder() : Parquet.at(folder);
    }

    private static boolean isOrdered(Relation rows) {
      if (rows instanceof Limit limit) {
        return isOrdered(limit.input());
      }
      if (rows instanceof Scan scan && scan.source() instanceof Parquet parquet) {
        return parquet.order() == Parquet.Order.AS_WRITTEN;
      }
      return rows instanceof Sort;
    }
  }
}
