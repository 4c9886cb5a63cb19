// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.relation.Relation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Runs random programs on an engine and compares every answer with the reference interpreter's:
 * rows as multisets, or in order where there is one, and failures by their class. What may differ
 * is in the programs themselves: columns whose last bits no engine promises, and failures of which
 * any may come first.
 */
public final class DifferentialSuite {
  private static final int MOST_DIFFERENCES = 5;

  private final int programs;
  private final long seed;
  private final KnownFailure known;

  /**
   * A suite.
   *
   * @param programs how many programs
   * @param seed the first program's seed; the others follow it
   */
  public DifferentialSuite(int programs, long seed) {
    this(programs, seed, KnownFailure.NONE);
  }

  /**
   * A suite for engines that fail where they should not in a known way.
   *
   * @param known says which failures are counted as explained
   */
  public DifferentialSuite(int programs, long seed, KnownFailure known) {
    this.programs = programs;
    this.seed = seed;
    this.known = known;
  }

  /**
   * Runs the programs, each engine on a thread of its own, until a few differ.
   *
   * @param engines equal engines; each is used by one thread only
   */
  public Report run(List<Function<Relation, List<Record>>> engines) {
    Tally tally = new Tally();
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (Function<Relation, List<Record>> engine : engines) {
      Thread thread = new Thread(() -> work(engine, next, tally), "stride-differential");
      thread.setUncaughtExceptionHandler((failed, e) -> tally.failures.add(e));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      join(thread);
    }
    for (Throwable failure : tally.failures) {
      throw new IllegalStateException("Cannot finish the differential suite", failure);
    }
    return tally.report();
  }

  private void work(Function<Relation, List<Record>> engine, AtomicInteger next, Tally tally) {
    int index = next.getAndIncrement();
    while (index < programs && tally.differences.size() < MOST_DIFFERENCES) {
      RandomProgram program = made(seed + index);
      Answer answer = Answer.of(engine, program.relation());
      Optional<Difference> difference = Difference.between(program, answer);
      tally.add(program);
      if (difference.isPresent() && isExplained(program, answer)) {
        tally.explained.incrementAndGet();
        difference = Optional.empty();
      }
      difference.ifPresent(found -> tally.differences.add(Shrinking.shrunk(engine, found)));
      index = next.getAndIncrement();
    }
  }

  private boolean isExplained(RandomProgram program, Answer answer) {
    return program.yields()
        && answer.failure() != null
        && known.explains(program, answer.errorClass());
  }

  private static RandomProgram made(long seed) {
    try {
      return ProgramSource.program(seed);
    } catch (RuntimeException e) {
      throw new IllegalStateException("Cannot make the program of seed " + seed, e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a run has shown.
   *
   * @param programs how many programs ran
   * @param failing how many of them had to fail, and failed
   * @param empty how many yielded no rows, as they had to
   * @param explained how many failed where {@link KnownFailure} knows why
   * @param rows rows of all answers
   * @param constructs in how many programs with rows each function and relation stood
   * @param differences the programs whose answers differ, made small; at most a few
   */
  public record Report(
      int programs,
      int failing,
      int empty,
      int explained,
      long rows,
      Map<String, Integer> constructs,
      List<Difference> differences) {

    /** The share of programs that yielded at least one row. */
    public double yielding() {
      return programs == 0 ? 0 : 1 - (double) (failing + empty) / programs;
    }
  }

  /** Counts, from several threads. */
  private static final class Tally {
    private final AtomicInteger programs = new AtomicInteger();
    private final AtomicInteger failing = new AtomicInteger();
    private final AtomicInteger empty = new AtomicInteger();
    private final AtomicInteger explained = new AtomicInteger();
    private final AtomicLong rows = new AtomicLong();
    private final Map<String, Integer> constructs = new ConcurrentHashMap<>();
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<Difference> differences = Collections.synchronizedList(new ArrayList<>());

    void add(RandomProgram program) {
      programs.incrementAndGet();
      if (!program.yields()) {
        failing.incrementAndGet();
      } else if (program.rows().isEmpty()) {
        empty.incrementAndGet();
      } else {
        rows.addAndGet(program.rows().size());
        program.constructs().forEach(name -> constructs.merge(name, 1, Integer::sum));
      }
    }

    Report report() {
      return new Report(
          programs.get(),
          failing.get(),
          empty.get(),
          explained.get(),
          rows.get(),
          Map.copyOf(constructs),
          List.copyOf(differences));
    }
  }
}
