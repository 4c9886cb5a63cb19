// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.api.Node;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.runner.RunResult;
import dev.stride.runner.Settings;
import dev.stride.runner.Stride;
import dev.stride.store.RunStatus;
import dev.stride.testing.fault.StoreChecker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads of steps are interrupted all the time, which closes whatever channel they work on. */
class InterruptStormTest {
  private static final long PERIOD = Duration.ofMillis(1).toNanos();

  @TempDir private Path folder;

  /** Steps that print and fan out, none of which minds an interrupt. */
  public static final class Printing implements Workflow {
    @Override
    public void define(WorkflowBuilder workflow) {
      Node<List<Integer>> numbers = workflow.step(Printing::numbers);
      workflow.result(workflow.step(Printing::sum, workflow.foreach(numbers, Printing::square)));
    }

    static List<Integer> numbers() {
      System.out.println("numbers");
      return IntStream.range(0, 20_000).boxed().toList();
    }

    static long square(int number) {
      System.out.println("square " + number);
      return (long) number * number;
    }

    static long sum(List<Long> squares) {
      System.out.println("sum");
      return squares.stream().mapToLong(Long::longValue).sum();
    }
  }

  private static void interruptSteps() {
    Thread[] threads = new Thread[200];
    while (!Thread.interrupted()) {
      int count = Thread.enumerate(threads);
      for (int index = 0; index < count; index++) {
        if (threads[index].getName().startsWith("stride-step")) {
          threads[index].interrupt();
        }
      }
      LockSupport.parkNanos(PERIOD);
    }
  }

  @Test
  void leavesTheStoreOpen() throws Exception {
    Thread storm = new Thread(InterruptStormTest::interruptSteps, "storm");
    storm.start();
    try (Stride stride =
        Stride.with(Settings.of(Map.of("stride.store", folder.resolve("store").toString())))) {
      RunResult result = stride.run(new Printing());

      assertThat(result.value(Long.class)).isEqualTo(2_666_466_670_000L);
      assertThat(stride.store().runs().get(0).status()).isEqualTo(RunStatus.SUCCEEDED);
    } finally {
      storm.interrupt();
      storm.join();
    }
    assertThat(StoreChecker.breaches(folder.resolve("store"))).isEmpty();
  }
}
