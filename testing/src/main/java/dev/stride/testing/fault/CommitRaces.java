// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import dev.stride.store.Commit;
import dev.stride.store.Durability;
import dev.stride.store.RunRecord;
import dev.stride.store.RunStore;
import dev.stride.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Lets threads of this process, and another process, commit the same steps at the same moment. */
public final class CommitRaces {
  private static final String RUN = "races";

  /** Between two of them the racers wait for one another. */
  private static final int BLOCK = 20;

  private static final int STEPS_A_RUN = 2_000;

  private CommitRaces() {}

  /**
   * Races for commits, and looks for steps with no winner or with two.
   *
   * @param folder where stores are made
   * @param races how many steps are raced for
   * @param threads how many threads of this process race, besides the other process
   */
  public static FaultReport run(Path folder, int races, int threads) throws Exception {
    List<String> breaches = new ArrayList<>();
    for (int done = 0; done < races; done += STEPS_A_RUN) {
      Path store = folder.resolve("races-" + done);
      race(store, Math.min(STEPS_A_RUN, races - done), threads, breaches);
      breaches.addAll(StoreChecker.breaches(store));
      Trees.delete(store);
    }
    return new FaultReport("commit races of " + (threads + 1) + " racers", races, breaches, 0);
  }

  private static void race(Path folder, int steps, int threads, List<String> breaches)
      throws Exception {
    Store store = Store.open(folder, Durability.NONE);
    AtomicIntegerArray winners = new AtomicIntegerArray(steps);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (RunStore run = store.create(record());
        JvmLauncher other =
            JvmLauncher.start(List.of(), CommitRaces.class, folder.toString(), "" + steps)) {
      CyclicBarrier block = new CyclicBarrier(threads, () -> release(other));
      List<Future<?>> racers = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        String racer = "thread-" + thread;
        racers.add(
            pool.submit(
                () -> {
                  for (int step = 0; step < steps; step++) {
                    if (step % BLOCK == 0) {
                      block.await();
                    }
                    if (wins(run, racer, step)) {
                      winners.incrementAndGet(step);
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> racer : racers) {
        racer.get();
      }
      for (String won = other.line(); !won.equals("end"); won = other.line()) {
        if (!won.equals("ready")) {
          winners.incrementAndGet(Integer.parseInt(won));
        }
      }
    } finally {
      pool.shutdownNow();
    }
    for (int step = 0; step < steps; step++) {
      if (winners.get(step) != 1) {
        breaches.add("I1: step " + step + " has " + winners.get(step) + " winners");
      }
    }
  }

  private static void release(JvmLauncher other) {
    String reply = other.line();
    if (!reply.equals("ready")) {
      throw new IllegalStateException("The other racer says " + reply);
    }
    other.say("go");
  }

  private static boolean wins(RunStore run, String racer, int step) {
    String nonce = racer + "-" + step;
    return run.commit(new Commit("step" + step, 1, nonce, "f", Commit.Kind.FALLBACK, List.of()));
  }

  private static RunRecord record() {
    return new RunRecord(
        RUN, RUN, RUN, "", Map.of(), Map.of(), "", Map.of(), "", "", "test", Instant.EPOCH);
  }

  /** The other process: says which steps it has won after each block. */
  public static void main(String[] arguments) throws IOException {
    RunStore run = Store.open(Path.of(arguments[0]), Durability.NONE).find(RUN);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    int steps = Integer.parseInt(arguments[1]);
    List<Integer> won = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      if (step % BLOCK == 0) {
        System.out.println("ready");
        if (orders.readLine() == null) {
          return;
        }
      }
      if (wins(run, "process", step)) {
        won.add(step);
      }
    }
    won.forEach(System.out::println);
    System.out.println("end");
  }
}
