// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.benchmark;

import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.policy.Fallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Steps that fail, never end or print much. */
public final class Unruly implements Workflow {
  /** When the first slot of a run began, on this machine's monotonic clock; 0 before. */
  static final AtomicLong FIRST_SLOT = new AtomicLong();

  private static final String LINE = "x".repeat(1023);

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> deed = workflow.parameter("deed", String.class).required();
    Parameter<String> folder = workflow.parameter("folder", String.class).required();
    if (deed.value().equals("hang") || deed.value().equals("spin")) {
      workflow.result(workflow.step(Unruly::neverEnd, deed, folder));
      return;
    }
    Node<List<Integer>> numbers = workflow.step(Unruly::numbers);
    Node<List<Integer>> slots =
        deed.value().equals("print")
            ? workflow.foreach(numbers, Unruly::print, folder).with(Fallback.empty())
            : workflow.foreach(numbers, Unruly::failOnce, folder);
    workflow.result(workflow.step(Unruly::sum, slots));
  }

  static long neverEnd(String deed, String folder) throws IOException, InterruptedException {
    Files.writeString(Path.of(folder, "began"), String.valueOf(System.nanoTime()));
    if (deed.equals("hang")) {
      new CountDownLatch(1).await();
    }
    long turns = 0;
    while (turns >= 0) {
      turns++;
    }
    return turns;
  }

  static List<Integer> numbers() {
    return IntStream.range(0, FailuresBenchmark.SLOTS).boxed().toList();
  }

  /** Prints ten kibibytes; one in a hundred fails. */
  static int print(int number, String folder) {
    for (int line = 0; line < 10; line++) {
      System.out.println(LINE);
    }
    if (number % 100 == 7) {
      throw new IllegalStateException("slot " + number + " of " + folder);
    }
    return number;
  }

  /** The last one fails until a file is there. */
  static int failOnce(int number, String folder) {
    FIRST_SLOT.compareAndSet(0, System.nanoTime());
    if (number == FailuresBenchmark.SLOTS - 1 && !Files.exists(Path.of(folder, "mended"))) {
      throw new IllegalStateException("the last slot");
    }
    return number;
  }

  static long sum(List<Integer> numbers) {
    return numbers.stream().mapToLong(Integer::longValue).sum();
  }
}
