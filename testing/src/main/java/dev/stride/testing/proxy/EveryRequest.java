// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.proxy;

import java.net.InetSocketAddress;

/**
 * Does something to the first, second, third request, and so on, until a scenario passes untouched:
 * every place where a service can fail, not a sample.
 */
public final class EveryRequest {
  /** What is done through the proxy, and what must hold afterwards. */
  @FunctionalInterface
  public interface Scenario {
    /**
     * Asks, and checks.
     *
     * @throws Exception if something did not hold
     */
    void run(FaultProxy proxy) throws Exception;
  }

  private EveryRequest() {}

  /**
   * Runs the scenario once for each request that it makes, and once untouched.
   *
   * @param service which speaks HTTP/1.1
   * @param most how many requests there may be
   * @return how many met the fault
   * @throws IllegalStateException if there are more
   * @throws Exception what the scenario throws
   */
  public static int of(InetSocketAddress service, ProxyFault fault, int most, Scenario scenario)
      throws Exception {
    for (int number = 1; number <= most + 1; number++) {
      try (FaultProxy proxy = FaultProxy.http(service, FaultSchedule.nth(number, fault))) {
        scenario.run(proxy);
        if (!proxy.hasStruck()) {
          return number - 1;
        }
      }
    }
    throw new IllegalStateException(
        "Cannot end: request " + (most + 1) + " was made (allow more than " + most + ")");
  }
}
