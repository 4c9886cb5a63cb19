// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import dev.stride.api.policy.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes graphs to search of steps, a calibration and prices. */
public final class CostedGraph {
  private static final double GB = 1e9;

  private final Calibration calibration;
  private final Prices prices;
  private final Map<String, Bytes> results = new HashMap<>();

  private CostedGraph(Calibration calibration, Prices prices) {
    this.calibration = calibration;
    this.prices = prices;
  }

  /**
   * The graph of those steps.
   *
   * @param memoryLimits the most memory that a step can have, by backend
   * @throws IllegalArgumentException if a price that is needed is missing
   */
  public static Graph of(
      List<FlowStep> flow, Calibration calibration, Prices prices, Map<Layer, Bytes> memoryLimits) {
    return new CostedGraph(calibration, prices)
        .graph(flow, new StepCosts(calibration, prices, memoryLimits));
  }

  private Graph graph(List<FlowStep> flow, StepCosts costs) {
    List<StepChoices> steps = new ArrayList<>();
    Map<String, Cost> starts = new TreeMap<>();
    for (FlowStep step : flow) {
      results.put(step.work().name(), step.result());
      Map<String, Cost> candidates = new TreeMap<>();
      for (Layer layer : step.layers()) {
        if (costs.on(layer, step.work()) instanceof Verdict.Candidate candidate) {
          String name = layer.toString();
          candidates.put(name, new Cost(candidate.time().expected(), candidate.money()));
          starts.put(name, new Cost(candidate.start(), Usd.ZERO));
        }
      }
      steps.add(new StepChoices(step.work().name(), step.inputs(), candidates));
    }
    return new Graph(steps, starts, this::between);
  }

  private HandOver between(StepChoices producer, String from, String to) {
    Channel channel = Channel.between(Layer.parse(from), Layer.parse(to));
    Bytes bytes = results.getOrDefault(producer.name(), Bytes.ZERO);
    return new HandOver(
        channel.toString(),
        new Cost(calibration.moving(bytes, channel + ".write"), money(channel, bytes)),
        new Cost(calibration.moving(bytes, channel + ".read"), money(channel, bytes)));
  }

  private Usd money(Channel channel, Bytes bytes) {
    return channel == Channel.S3
        ? prices.price("s3.gb").times(bytes.value() / GB).plus(prices.price("s3.request"))
        : Usd.ZERO;
  }
}
