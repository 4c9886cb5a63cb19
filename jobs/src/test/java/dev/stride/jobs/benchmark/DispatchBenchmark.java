// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import dev.stride.api.MemorySize;
import dev.stride.api.policy.Layer;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.api.policy.StepPolicies;
import dev.stride.api.policy.TimeLimit;
import dev.stride.api.spi.Backend;
import dev.stride.api.spi.StepAttempt;
import dev.stride.api.spi.StepTask;
import dev.stride.backend.local.LocalBackend;
import dev.stride.runner.dispatch.AttemptFailed;
import dev.stride.runner.dispatch.AttemptStarter;
import dev.stride.runner.dispatch.ResilientDispatcher;
import dev.stride.runner.dispatch.RetryBucket;
import dev.stride.runner.dispatch.StepDispatch;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What policies cost an attempt that does nothing on a thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DispatchBenchmark {
  private Backend backend;
  private ResilientDispatcher dispatcher;
  private StepDispatch dispatch;

  /** Starts attempts at once. */
  private final AttemptStarter starter =
      new AttemptStarter() {
        @Override
        public CompletionStage<StepAttempt> start(Request request) {
          return CompletableFuture.completedFuture(attempt());
        }

        @Override
        public void failed(AttemptFailed failure) {
          throw new IllegalStateException(failure);
        }
      };

  /** Opens what attempts run on. */
  @Setup
  public void open() {
    backend = LocalBackend.open(Map.of());
    dispatcher = new ResilientDispatcher();
    dispatch =
        dispatcher.of(
            "step",
            StepPolicies.none()
                .with(RetryPolicy.times(3))
                .with(TimeLimit.of(Duration.ofMinutes(1))),
            MemorySize.parse("1GiB"),
            new RetryBucket(),
            Layer.THREAD);
  }

  /** Frees it. */
  @TearDown
  public void close() {
    dispatcher.close();
    backend.close();
  }

  private StepAttempt attempt() {
    return backend.start(new StepTask.Compute("step", () -> 1));
  }

  /** An attempt without policies. */
  @Benchmark
  public Object bare() {
    return attempt().completion().toCompletableFuture().join();
  }

  /** An attempt with a retry and a time limit around it. */
  @Benchmark
  public Object wrapped() {
    return dispatch.run("step 'step'", starter).toCompletableFuture().join();
  }

  static void run() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(DispatchBenchmark.class.getName())
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    Result<?> bare = result(results, "bare");
    Result<?> wrapped = result(results, "wrapped");
    Report.row("an attempt that does nothing on a thread, µs", text(bare), "");
    Report.row("… with a retry and a time limit around it, µs", text(wrapped), "");
    Report.row(
        "… the difference, µs",
        String.format("%.1f", wrapped.getScore() - bare.getScore()),
        "≤ 20");
  }

  private static Result<?> result(Collection<RunResult> results, String name) {
    return results.stream()
        .map(RunResult::getPrimaryResult)
        .filter(result -> result.getLabel().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String text(Result<?> result) {
    return String.format("%.1f (± %.1f)", result.getScore(), result.getScoreError());
  }
}
