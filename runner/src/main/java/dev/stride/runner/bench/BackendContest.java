// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stride.api.Dataset;
import dev.stride.api.Workflow;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import dev.stride.runner.RunOptions;
import dev.stride.runner.RunResult;
import dev.stride.runner.Stride;
import dev.stride.runner.bench.Standing.Verdict;
import dev.stride.store.ResultJson;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a workflow on several backends in turn. A block is one run on each, in random order, and a
 * ratio is taken within a block, so that a busy machine disturbs both sides of it. Every result is
 * compared with the first; a backend that fails does not finish, and the others go on. All runs are
 * kept in the store. Not thread-safe.
 */
public final class BackendContest {
  private static final long SEED = 42;

  private final Stride stride;
  private final Workflow workflow;
  private final Map<String, ?> parameters;
  private final List<Entry> entries;
  private final Consumer<String> progress;
  private @Nullable JsonNode reference;

  private BackendContest(
      Stride stride,
      Workflow workflow,
      Map<String, ?> parameters,
      List<Contestant> contestants,
      Consumer<String> progress) {
    this.stride = stride;
    this.workflow = workflow;
    this.parameters = parameters;
    this.entries = contestants.stream().map(Entry::new).toList();
    this.progress = progress;
  }

  /**
   * A contest of the backends of those names.
   *
   * @param names from {@code local}, {@code process}, {@code spark}, {@code batch} and {@code
   *     lambda}; empty for those of this machine that are there
   * @param options what all runs share; where they run is the contest's to say
   * @param progress hears of every run
   * @throws StrideException of kind {@code USAGE} if there is no such backend
   */
  public static BackendContest of(
      Stride stride,
      Workflow workflow,
      Map<String, ?> parameters,
      RunOptions options,
      List<String> names,
      Consumer<String> progress) {
    List<String> chosen = names.isEmpty() ? ofThisMachine(stride) : names;
    return new BackendContest(
        stride,
        workflow,
        parameters,
        chosen.stream().distinct().map(name -> Contestant.of(name, options)).toList(),
        progress);
  }

  private static List<String> ofThisMachine(Stride stride) {
    List<String> names = new ArrayList<>(List.of("local"));
    for (Layer layer : List.of(Layer.PROCESS, Layer.SPARK)) {
      if (stride.layers().contains(layer)) {
        names.add(layer.toString());
      }
    }
    return names;
  }

  /**
   * Runs all blocks.
   *
   * @param blocks at least one
   * @return how each backend has fared, in the order of their names as given
   * @throws StrideException of kind {@code CANCELLED} if a run was cancelled, of kind {@code USAGE}
   *     if what was asked for is wrong on every backend
   */
  public List<Standing> run(int blocks) {
    entries.forEach(entry -> shoot(entry, "first run"));
    Random random = new Random(SEED);
    for (int block = 1; block <= blocks; block++) {
      List<Entry> order = new ArrayList<>(entries);
      Collections.shuffle(order, random);
      for (Entry entry : order) {
        if (entry.problem.isEmpty()) {
          shoot(entry, "block " + block + " of " + blocks);
        }
      }
    }
    return entries.stream().map(Entry::standing).toList();
  }

  private void shoot(Entry entry, String what) {
    long start = System.nanoTime();
    try {
      JsonNode result = result(stride.run(workflow, parameters, entry.contestant.options()));
      entry.note((System.nanoTime() - start) / 1e9);
      entry.judge(verdict(result));
      progress.accept(
          String.format("%-8s %s: %.2f s", entry.contestant.name(), what, entry.latest()));
    } catch (StrideException e) {
      if (e.kind() == FailureKind.CANCELLED || e.kind() == FailureKind.USAGE) {
        throw e;
      }
      entry.problem = Optional.of(String.valueOf(e.getMessage()));
      progress.accept(String.format("%-8s %s: %s", entry.contestant.name(), what, e.getMessage()));
    }
  }

  /** Reading the rows is part of a run. */
  private static JsonNode result(RunResult result) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    result.results().forEach((name, value) -> values.put(name, tree(value, result.type(name))));
    return ResultJson.tree(values);
  }

  private static JsonNode tree(Object value, Type type) {
    if (value instanceof Dataset<?> dataset) {
      try (Stream<?> rows = dataset.stream()) {
        return ResultJson.tree(rows.toList());
      }
    }
    return ResultJson.tree(value, type);
  }

  private Verdict verdict(JsonNode result) {
    JsonNode first = reference;
    if (first == null) {
      reference = result;
      return new Verdict(true, "the reference");
    }
    return ResultComparison.of(first, result);
  }

  /** A contestant and what is known of it so far. */
  private static final class Entry {
    private final Contestant contestant;
    private final List<Double> seconds = new ArrayList<>();
    private Optional<Verdict> verdict = Optional.empty();
    private Optional<String> problem = Optional.empty();

    Entry(Contestant contestant) {
      this.contestant = contestant;
    }

    void note(double value) {
      seconds.add(value);
    }

    double latest() {
      return seconds.get(seconds.size() - 1);
    }

    /** The worst stays; of equal ones the first. */
    void judge(Verdict next) {
      if (verdict.isEmpty() || (verdict.get().isEqual() && !next.isEqual())) {
        verdict = Optional.of(next);
      }
    }

    Standing standing() {
      return new Standing(
          contestant.name(),
          seconds.stream().findFirst(),
          seconds.stream().skip(1).toList(),
          verdict,
          problem);
    }
  }
}
