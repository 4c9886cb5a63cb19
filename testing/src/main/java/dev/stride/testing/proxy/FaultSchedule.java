// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Says which requests meet a fault. It is asked once for each request, by any thread, one at a
 * time.
 */
@FunctionalInterface
public interface FaultSchedule {
  /** What goes wrong with the request; empty if nothing does. */
  Optional<ProxyFault> faultOf(ProxyRequest request);

  /** No request. */
  static FaultSchedule never() {
    return request -> Optional.empty();
  }

  /** Every request. */
  static FaultSchedule always(ProxyFault fault) {
    return from(1, fault);
  }

  /**
   * One request alone.
   *
   * @param number which one, from 1
   */
  static FaultSchedule nth(int number, ProxyFault fault) {
    AtomicInteger seen = new AtomicInteger();
    return request -> Optional.of(fault).filter(any -> seen.incrementAndGet() == number);
  }

  /**
   * One request and all that follow.
   *
   * @param number which one, from 1
   */
  static FaultSchedule from(int number, ProxyFault fault) {
    AtomicInteger seen = new AtomicInteger();
    return request -> Optional.of(fault).filter(any -> seen.incrementAndGet() >= number);
  }

  /**
   * Requests at random, the same ones for the same seed and order of requests.
   *
   * @param probability from 0 to 1
   */
  static FaultSchedule random(long seed, double probability, ProxyFault fault) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "Invalid probability: " + probability + " (must be from 0 to 1)");
    }
    SplittableRandom random = new SplittableRandom(seed);
    return request -> Optional.of(fault).filter(any -> random.nextDouble() < probability);
  }

  /** This schedule for some requests; it does not count the others. */
  default FaultSchedule where(Predicate<ProxyRequest> predicate) {
    return request -> predicate.test(request) ? faultOf(request) : Optional.empty();
  }

  /** This schedule, and another one for the requests that it leaves alone. */
  default FaultSchedule or(FaultSchedule other) {
    return request -> {
      Optional<ProxyFault> here = faultOf(request);
      Optional<ProxyFault> there = other.faultOf(request);
      return here.or(() -> there);
    };
  }
}
