// SPDX-License-Identifier: Apache-2.0
package dev.stride.worker.task;

import dev.stride.api.failure.FailureClass;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Durations;
import dev.stride.api.spi.FailureDescription;
import dev.stride.api.spi.ProcessEnded;
import dev.stride.api.spi.RemoteFailure;
import dev.stride.store.ValueCodec;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** How an attempt in a container ended. It is written once, as the last of its objects. */
public sealed interface SlotEnd {
  /**
   * With a result.
   *
   * @param json the result as JSON, if it is short
   * @param sha256 of the JSON, which is an object of its own where it is long
   */
  record Returned(Optional<byte[]> json, String sha256) implements SlotEnd {}

  /**
   * By what its code threw.
   *
   * @param thrown what that was
   */
  record Threw(FailureDescription thrown) implements SlotEnd {}

  /**
   * Its process ended before it.
   *
   * @param exitCode as a shell would tell it
   * @param memoryWitness whether its memory limit ended it
   * @param reason what is known besides, or empty
   */
  record Died(Optional<Integer> exitCode, boolean memoryWitness, String reason)
      implements SlotEnd {}

  /**
   * At its time limit.
   *
   * @param limitMillis the limit
   */
  record TimedOut(long limitMillis) implements SlotEnd {}

  /** As JSON. */
  static byte[] encode(SlotEnd end) {
    return Codec.JSON.encode(end);
  }

  /**
   * What {@link #encode} has written.
   *
   * @throws StrideException of kind {@code INTERNAL} if it is damaged
   */
  static SlotEnd decode(byte[] json) {
    if (Codec.JSON.decode(json) instanceof SlotEnd end) {
      return end;
    }
    throw new IllegalStateException("Cannot read end of slot: it is null");
  }

  /** The end of an attempt that has no result, from what it failed with. */
  static SlotEnd of(Throwable thrown, FailureDescription described) {
    if (thrown instanceof ProcessEnded ended) {
      Optional<Integer> code =
          ended.exitCode().isPresent()
              ? Optional.of(ended.exitCode().getAsInt())
              : Optional.empty();
      return new Died(code, ended.hasMemoryWitness(), ended.reason());
    }
    return new Threw(described);
  }

  /** What the attempt fails with where nobody has seen it run; empty for a result. */
  default Optional<Throwable> failure() {
    if (this instanceof Threw threw) {
      return Optional.of(new RemoteFailure(threw.thrown()));
    }
    if (this instanceof Died died) {
      OptionalInt code = died.exitCode().map(OptionalInt::of).orElseGet(OptionalInt::empty);
      return Optional.of(new ProcessEnded(code, died.memoryWitness(), died.reason()));
    }
    if (this instanceof TimedOut timedOut) {
      return Optional.of(
          new StrideException(
              FailureClass.TIMEOUT,
              "Cannot finish in time: timeout "
                  + Durations.text(Duration.ofMillis(timedOut.limitMillis()))
                  + " (raise @Timeout, or make it faster)",
              null));
    }
    return Optional.empty();
  }

  /** Made when first needed. */
  final class Codec {
    private static final ValueCodec JSON = ValueCodec.of(SlotEnd.class);

    private Codec() {}
  }
}
