// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import dev.stride.api.policy.Layer;
import java.util.Map;
import java.util.Optional;

/**
 * Costs single steps: {@code time = start + queue + max(cpu, disk, network) + transfer}. That
 * processor, disk and network overlap is an assumption. Thread-safe.
 */
public final class StepCosts {
  private static final double GB = 1e9;

  private final Calibration calibration;
  private final Prices prices;
  private final Map<Layer, Bytes> memoryLimits;

  /**
   * Costs by these numbers.
   *
   * @param memoryLimits the most memory that a step can have, by backend; absent if there is no
   *     limit. DuckDB and Spark spill and are not held to it
   */
  public StepCosts(Calibration calibration, Prices prices, Map<Layer, Bytes> memoryLimits) {
    this.calibration = calibration;
    this.prices = prices;
    this.memoryLimits = Map.copyOf(memoryLimits);
  }

  /**
   * Whether the step can run there, and what it costs.
   *
   * @throws IllegalArgumentException if a price that is needed is missing
   */
  public Verdict on(Layer layer, StepWork work) {
    return obstacle(layer, work)
        .<Verdict>map(reason -> new Verdict.Rejected(layer, reason))
        .orElseGet(() -> candidate(layer, work));
  }

  private Optional<String> obstacle(Layer layer, StepWork work) {
    return work.rows().keySet().stream()
        .filter(operation -> calibration.perRow(layer, operation).isEmpty())
        .findFirst()
        .map(operation -> layer + " cannot do " + operation)
        .or(() -> tooLarge(layer, work.memory().high()));
  }

  private Optional<String> tooLarge(Layer layer, Bytes high) {
    Bytes limit = memoryLimits.get(layer);
    if (spills(layer) || limit == null || high.compareTo(limit) <= 0) {
      return Optional.empty();
    }
    return Optional.of("memory may reach " + high + ", " + layer + " has " + limit);
  }

  private static boolean spills(Layer layer) {
    return layer == Layer.DUCKDB || layer == Layer.SPARK;
  }

  private Verdict.Candidate candidate(Layer layer, StepWork work) {
    Estimate<Seconds> busy =
        cpu(layer, work)
            .max(moving(work.disk(), "host.disk"))
            .max(moving(work.network(), "host.network"))
            .plus(moving(work.transfer(), "host.network"));
    Estimate<Seconds> queue = Estimate.exactly(calibration.queue(layer), Origin.MEASURED);
    return new Verdict.Candidate(
        layer, calibration.start(layer), queue.plus(busy), money(layer, work, busy.expected()));
  }

  private Estimate<Seconds> cpu(Layer layer, StepWork work) {
    Estimate<Seconds> sum = Estimate.exactly(Seconds.ZERO, Origin.MEASURED);
    for (Map.Entry<Operation, Estimate<Rows>> entry : work.rows().entrySet()) {
      Seconds each = calibration.perRow(layer, entry.getKey()).orElseThrow();
      sum = sum.plus(each(each.times(1.0 / work.cpus()), entry.getValue()));
    }
    return sum;
  }

  private static Estimate<Seconds> each(Seconds row, Estimate<Rows> rows) {
    return new Estimate<>(
        row.times(rows.low().value()),
        row.times(rows.expected().value()),
        row.times(rows.high().value()),
        rows.origin());
  }

  private Estimate<Seconds> moving(Estimate<Bytes> bytes, String key) {
    return new Estimate<>(
        calibration.moving(bytes.low(), key),
        calibration.moving(bytes.expected(), key),
        calibration.moving(bytes.high(), key),
        bytes.origin());
  }

  private Usd money(Layer layer, StepWork work, Seconds busy) {
    double gigabytes = work.memory().expected().value() / GB;
    Usd second =
        prices
            .price(layer + ".cpu-second")
            .times(work.cpus())
            .plus(prices.price(layer + ".gb-second").times(gigabytes));
    return second.times(busy.value()).plus(prices.price(layer + ".request"));
  }
}
