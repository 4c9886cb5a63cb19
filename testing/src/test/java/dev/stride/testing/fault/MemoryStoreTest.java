// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.store.Commit;
import dev.stride.store.FileOperation;
import dev.stride.store.FileProbe;
import dev.stride.store.ObjectStore;
import dev.stride.store.RunRecord;
import dev.stride.store.RunStatus;
import dev.stride.store.RunStore;
import dev.stride.store.Store;
import dev.stride.testing.store.MemoryObjects;
import dev.stride.testing.store.ObjectStoreContract;
import dev.stride.testing.store.StoreContract;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The protocol over objects, where a test has the clock and loses answers. */
class MemoryStoreTest extends StoreContract {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final MemoryObjects objects = MemoryObjects.create();

  @Override
  protected Store open() {
    return Store.open(objects);
  }

  @Override
  protected Store openElsewhere() {
    return Store.open(objects.seenBy("elsewhere"));
  }

  @Override
  protected void overwrite(String path, byte[] content) {
    objects.put(path, content);
  }

  /** The fake itself. */
  @Nested
  class Objects extends ObjectStoreContract {
    @Override
    protected ObjectStore objects() {
      return MemoryObjects.create();
    }
  }

  private static RunRecord record() {
    return new RunRecord(
        "r1", "w", "W", "", Map.of(), Map.of(), "", Map.of(), "", "", "0.1.0", Instant.EPOCH);
  }

  private static Commit commit(String nonce) {
    return new Commit("fit", 1, nonce, "f", Commit.Kind.NORMAL, List.of());
  }

  @Test
  void takesALeaseThatNobodyHasRenewedForItsTime() {
    Store.open(objects.seenBy("dead")).create(record());
    RunStore found = Store.open(objects.seenBy("next")).find("r1");
    objects.pass(LEASE.minusSeconds(1));
    assertThat(found.status()).isEqualTo(RunStatus.RUNNING);
    objects.pass(Duration.ofSeconds(1));
    assertThat(found.status()).isEqualTo(RunStatus.INTERRUPTED);

    found.acquire();

    assertThat(found.epoch()).isEqualTo(2);
    found.close();
  }

  /** Loses answers of what was done, or does not do it. */
  private record Losing(AtomicInteger left, boolean isDone) implements FileProbe {
    @Override
    public <T> T perform(FileOperation operation, Action<T> action) throws IOException {
      if (operation instanceof FileOperation.Link
          && operation.file().endsWith("commit.json")
          && left.getAndDecrement() > 0) {
        if (isDone) {
          action.perform();
        }
        throw new IOException("the answer was lost");
      }
      return action.perform();
    }
  }

  private Store losing(int times, boolean isDone, Duration patience) {
    return Store.open(objects, new Losing(new AtomicInteger(times), isDone), patience, LEASE);
  }

  @Test
  void findsItsCommitWhoseAnswerWasLost() {
    try (RunStore run = losing(1, true, Duration.ofSeconds(10)).create(record())) {
      assertThat(run.commit(commit("a"))).isTrue();
      assertThat(run.commit(commit("b"))).isFalse();
    }
  }

  @Test
  void commitsAgainWhereTheFirstTryHasDoneNothing() {
    try (RunStore run = losing(2, false, Duration.ofSeconds(10)).create(record())) {
      assertThat(run.commit(commit("a"))).isTrue();
    }
    assertThat(open().find("r1").committed("fit").orElseThrow().nonce()).isEqualTo("a");
  }

  /** Answers of commits are lost, and then nobody reads them. */
  private record Unreadable() implements FileProbe {
    @Override
    public <T> T perform(FileOperation operation, Action<T> action) throws IOException {
      if (operation.file().endsWith("commit.json")) {
        if (operation instanceof FileOperation.Link) {
          return action.perform();
        }
        throw new IOException("no answer");
      }
      return action.perform();
    }
  }

  @Test
  void saysThatItCannotTellWhoseACommitIsThatItCannotRead() {
    try (RunStore run = open().create(record())) {
      run.commit(commit("a"));
    }
    try (RunStore run = Store.open(objects, new Unreadable(), Duration.ZERO, LEASE).find("r1")) {
      run.acquire();
      assertThatThrownBy(() -> run.commit(commit("a")))
          .isInstanceOfSatisfying(
              StrideException.class,
              e -> assertThat(e.failureClass()).isEqualTo(FailureClass.UNKNOWN_COMMIT));
    }
  }

  @Test
  void saysThatItCannotTellWhereNobodyAnswers() {
    try (RunStore run = losing(Integer.MAX_VALUE, false, Duration.ZERO).create(record())) {
      assertThatThrownBy(() -> run.commit(commit("a")))
          .isInstanceOfSatisfying(
              StrideException.class,
              e -> assertThat(e.failureClass()).isEqualTo(FailureClass.UNKNOWN_COMMIT))
          .hasMessageStartingWith("Cannot tell whether step 'fit' is committed");
    }
  }
}
