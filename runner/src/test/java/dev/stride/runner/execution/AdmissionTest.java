// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.MemorySize;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.ResourceRequest;
import dev.stride.planner.Machine;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private final Admission admission = new Admission(new Machine(4, MemorySize.parse("8GiB")));

  private static ResourceRequest cpu(int count) {
    return ResourceRequest.ofCpu(count);
  }

  private static ResourceRequest memory(String size) {
    return ResourceRequest.ofMemory(MemorySize.parse(size));
  }

  private CompletableFuture<Admission.Permit> acquire(ResourceRequest request) {
    return admission.acquire(request).toCompletableFuture();
  }

  @Test
  void admitsUntilProcessorsOrMemoryAreTaken() {
    assertThat(acquire(cpu(3))).isCompleted();
    assertThat(acquire(ResourceRequest.none())).isCompleted();
    assertThat(acquire(ResourceRequest.none())).isNotDone();
    assertThat(admission.isContended()).isTrue();
  }

  @Test
  void countsMemoryApartFromProcessors() {
    CompletableFuture<Admission.Permit> first = acquire(memory("6GiB"));
    CompletableFuture<Admission.Permit> second = acquire(memory("3GiB"));
    assertThat(second).isNotDone();
    first.join().release();
    assertThat(second).isCompleted();
  }

  @Test
  void letsNobodyOvertakeATaskThatNeedsMuch() {
    CompletableFuture<Admission.Permit> small = acquire(cpu(1));
    CompletableFuture<Admission.Permit> large = acquire(cpu(4));
    CompletableFuture<Admission.Permit> later = acquire(cpu(1));
    assertThat(large).isNotDone();
    assertThat(later).isNotDone();
    small.join().release();
    assertThat(large).isCompleted();
    assertThat(later).isNotDone();
    large.join().release();
    assertThat(later).isCompleted();
  }

  @Test
  void givesEverythingToATaskThatAsksForMoreThanThereIs() {
    assertThat(acquire(cpu(64))).isCompleted();
    assertThat(acquire(cpu(1))).isNotDone();
  }

  @Test
  void releasesOnce() {
    CompletableFuture<Admission.Permit> all = acquire(cpu(4));
    all.join().release();
    all.join().release();
    assertThat(acquire(cpu(4))).isCompleted();
    assertThat(acquire(cpu(1))).isNotDone();
  }

  @Test
  void tellsHowManyTasksFitAtOnce() {
    assertThat(admission.capacity(ResourceRequest.none())).isEqualTo(4);
    assertThat(admission.capacity(cpu(3))).isEqualTo(1);
    assertThat(admission.capacity(memory("3GiB"))).isEqualTo(2);
    assertThat(admission.capacity(cpu(64))).isEqualTo(1);
  }

  @Test
  void refusesWhatOnlyTheEndOfALeakedAttemptCouldAdmit() {
    Admission impatient = new Admission(new Machine(2, MemorySize.parse("8GiB")), Duration.ZERO);
    CompletableFuture<Admission.Permit> all = impatient.acquire(cpu(2)).toCompletableFuture();
    CompletableFuture<Admission.Permit> next = impatient.acquire(cpu(1)).toCompletableFuture();

    all.join().leak();

    assertThatThrownBy(next::join)
        .hasRootCauseMessage(
            "Cannot get a processor: attempts that do not heed their interrupt hold 2 of 2 (end the"
                + " step's code when its thread is interrupted, or run it by --with process)");
    all.join().release();
    assertThat(impatient.acquire(cpu(2)).toCompletableFuture()).isCompleted();
  }

  @Test
  void refusesNobodyWhomOthersThanALeakedAttemptKeepWaiting() {
    Admission impatient = new Admission(new Machine(2, MemorySize.parse("8GiB")), Duration.ZERO);
    CompletableFuture<Admission.Permit> leaking = impatient.acquire(cpu(1)).toCompletableFuture();
    CompletableFuture<Admission.Permit> other = impatient.acquire(cpu(1)).toCompletableFuture();
    CompletableFuture<Admission.Permit> large = impatient.acquire(cpu(2)).toCompletableFuture();
    CompletableFuture<Admission.Permit> small = impatient.acquire(cpu(1)).toCompletableFuture();

    leaking.join().leak();

    assertThatThrownBy(large::join).hasRootCauseInstanceOf(StrideException.class);
    assertThat(small).isNotDone();
    other.join().release();
    assertThat(small).isCompleted();
  }

  @Test
  void refusesAllWhenTheRunIsOver() {
    acquire(cpu(4));
    CompletableFuture<Admission.Permit> waiting = acquire(cpu(1));
    admission.close();
    assertThatThrownBy(waiting::join).satisfies(AdmissionTest::isCancellation);
    assertThatThrownBy(acquire(cpu(1))::join).satisfies(AdmissionTest::isCancellation);
  }

  private static void isCancellation(Throwable thrown) {
    assertThat(TaskStage.unwrapped(thrown))
        .isInstanceOf(CancellationException.class)
        .hasMessage("the run is over");
  }
}
