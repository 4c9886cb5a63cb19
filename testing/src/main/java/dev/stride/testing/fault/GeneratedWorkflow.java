// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import static dev.stride.api.expression.Functions.field;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Catch;
import dev.stride.api.decorator.Retry;
import dev.stride.api.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A small workflow drawn from a seed: a graph of steps, each of which adds up, fails a few times,
 * always fails and has a fallback, fans out, works on rows, or, in one of eight workflows, fails
 * for good. What it yields is computed by {@link #expected} without running it.
 */
public final class GeneratedWorkflow implements Workflow {
  /** What {@link #expected} says of a workflow that fails. */
  public static final String FAILED = "failed";

  private static final int PRIME = 1_000_003;
  private static final int ITEMS = 20;

  /** A row. */
  public record Item(long value) {}

  private enum Behaviour {
    SUM,
    ROWS,
    FLAKY,
    CAUGHT,
    FAN_OUT,
    DOOMED
  }

  /** A step over two earlier results, by their positions. */
  private record Drawn(Behaviour behaviour, int left, int right) {}

  private static List<Drawn> draw(long seed) {
    Random random = new Random(seed);
    Behaviour[] harmless = {
      Behaviour.SUM, Behaviour.ROWS, Behaviour.FLAKY, Behaviour.CAUGHT, Behaviour.FAN_OUT
    };
    List<Drawn> steps = new ArrayList<>();
    int count = 2 + random.nextInt(4);
    for (int step = 0; step < count; step++) {
      Behaviour behaviour = harmless[random.nextInt(harmless.length)];
      steps.add(new Drawn(behaviour, random.nextInt(step + 1), random.nextInt(step + 1)));
    }
    if (random.nextInt(8) == 0) {
      steps.add(new Drawn(Behaviour.DOOMED, count, random.nextInt(count)));
    }
    return steps;
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<Long> seed = workflow.parameter("seed", Long.class).required();
    Parameter<String> notes = workflow.parameter("notes", String.class).required();
    List<Node<Long>> results = new ArrayList<>();
    results.add(workflow.step("start", GeneratedWorkflow::start, seed, notes));
    Supplier<Node<Dataset<Item>>> items = memoized(() -> items(workflow));
    for (Drawn drawn : draw(seed.value())) {
      String name = "step" + results.size();
      Node<Long> left = results.get(drawn.left());
      Node<Long> right = results.get(drawn.right());
      results.add(
          switch (drawn.behaviour()) {
            case SUM -> workflow.step(name, GeneratedWorkflow::sum, left, right);
            case FLAKY -> workflow.step(name, GeneratedWorkflow::flaky, left, right, notes);
            case ROWS ->
                workflow.step(
                    name,
                    GeneratedWorkflow::added,
                    workflow.step(name + "-rows", GeneratedWorkflow::least, items.get(), left),
                    right);
            case CAUGHT -> workflow.step(name, GeneratedWorkflow::broken, left, right);
            case DOOMED -> workflow.step(name, GeneratedWorkflow::doomed, left, right);
            case FAN_OUT ->
                workflow.step(
                    name,
                    GeneratedWorkflow::total,
                    workflow.foreach(
                        name + "-slots",
                        workflow.step(name + "-list", GeneratedWorkflow::list, left, right),
                        GeneratedWorkflow::slot));
          });
    }
    Node<Long> end = results.get(0);
    for (int unread : unread(draw(seed.value()))) {
      end = workflow.step("end" + unread, GeneratedWorkflow::sum, end, results.get(unread));
    }
    workflow.result(end);
  }

  private static Node<Dataset<Item>> items(WorkflowBuilder workflow) {
    return workflow.rows(
        "items", Item.class, LongStream.rangeClosed(1, ITEMS).mapToObj(Item::new).toList());
  }

  private static <T> Supplier<T> memoized(Supplier<T> made) {
    List<T> known = new ArrayList<>();
    return () -> {
      if (known.isEmpty()) {
        known.add(made.get());
      }
      return known.get(0);
    };
  }

  /** The positions of results that no step takes. */
  private static List<Integer> unread(List<Drawn> steps) {
    return IntStream.rangeClosed(1, steps.size())
        .filter(result -> steps.stream().noneMatch(s -> s.left() == result || s.right() == result))
        .boxed()
        .toList();
  }

  /** The result of the workflow of a seed, as text; {@link #FAILED} if it has none. */
  public static String expected(long seed) {
    List<Long> results = new ArrayList<>(List.of(Math.floorMod(seed, 97L)));
    for (Drawn drawn : draw(seed)) {
      long left = results.get(drawn.left());
      long right = results.get(drawn.right());
      switch (drawn.behaviour()) {
        case SUM -> results.add((31 * left + right) % PRIME);
        case FLAKY -> results.add((17 * left + right + 1) % PRIME);
        case CAUGHT -> results.add((left + 2 * right) % PRIME);
        case FAN_OUT -> results.add(expectedTotal(left, right));
        case ROWS -> {
          long least = least(left);
          results.add((least * (least + 1) / 2 + right) % PRIME);
        }
        case DOOMED -> {
          return FAILED;
        }
      }
    }
    long end = results.get(0);
    for (int unread : unread(draw(seed))) {
      end = (31 * end + results.get(unread)) % PRIME;
    }
    return "" + end;
  }

  private static long expectedTotal(long left, long right) {
    long total = 0;
    for (long value = right; value <= right + 2 + left % 4; value++) {
      total += value % 3 == 0 ? 5 : value * value % PRIME;
    }
    return total % PRIME;
  }

  static long start(long seed, String notes) {
    return Math.floorMod(seed, 97L);
  }

  static long sum(long left, long right) {
    return (31 * left + right) % PRIME;
  }

  @Retry(times = 2, delayMillis = 1)
  static long flaky(long left, long right, String notes) throws IOException {
    Path file = Path.of(notes);
    String note = "flaky " + left + " " + right;
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    if (lines.stream().filter(note::equals).count() < 2) {
      Files.writeString(file, note + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      throw new IllegalStateException("not yet");
    }
    return (17 * left + right + 1) % PRIME;
  }

  @Catch(fallback = "instead")
  static long broken(long left, long right) {
    return failing(left, "always");
  }

  /** No result is negative. */
  private static long failing(long value, String message) {
    if (value >= 0) {
      throw new IllegalStateException(message);
    }
    return value;
  }

  static long instead(Failure failure, long left, long right) {
    return (left + 2 * right) % PRIME;
  }

  static long doomed(long left, long right) {
    return failing(left, "for good");
  }

  private static long least(long left) {
    return 1 + left % ITEMS;
  }

  static Dataset<Item> least(Dataset<Item> items, long left) {
    return items.filter(field(Item::value).le(least(left)));
  }

  static long added(Dataset<Item> items, long right) {
    try (Stream<Item> rows = items.stream()) {
      return (rows.mapToLong(Item::value).sum() + right) % PRIME;
    }
  }

  static List<Long> list(long left, long right) {
    return LongStream.rangeClosed(right, right + 2 + left % 4).boxed().toList();
  }

  @Catch(fallback = "five")
  static long slot(long value) {
    if (value % 3 == 0) {
      throw new IllegalStateException("a third");
    }
    return value * value % PRIME;
  }

  static long five(Failure failure, long value) {
    return 5;
  }

  static long total(List<Long> slots) {
    return slots.stream().mapToLong(Long::longValue).sum() % PRIME;
  }
}
