// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import dev.stride.api.policy.Layer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of all numbers of the cost model. Priors of start-up and queue are orders of magnitude
 * (see the guide); the rest are guesses to be replaced by calibration.
 */
final class Knobs {
  private static final Map<String, Knob> TABLE = table();

  private Knobs() {}

  /** All, by key, in the order of the table. */
  static Map<String, Knob> byKey() {
    return TABLE;
  }

  private static Map<String, Knob> table() {
    List<Knob> knobs = new ArrayList<>();
    delay(knobs, Layer.THREAD, "start", 0);
    delay(knobs, Layer.PROCESS, "start", 0.3);
    delay(knobs, Layer.DUCKDB, "start", 0.05);
    delay(knobs, Layer.SPARK, "start", 3.5);
    delay(knobs, Layer.BATCH, "start", 1);
    delay(knobs, Layer.BATCH, "queue", 20);
    delay(knobs, Layer.LAMBDA, "start", 0.8);
    delay(knobs, Layer.LAMBDA, "queue", 0.1);
    for (Layer layer : List.of(Layer.DUCKDB, Layer.SPARK)) {
      double slower = layer == Layer.SPARK ? 4 : 1;
      perRow(knobs, layer, Operation.SCAN, slower * 2e-8);
      perRow(knobs, layer, Operation.EXPRESSION, slower * 5e-9);
      perRow(knobs, layer, Operation.JOIN, slower * 5e-8);
      perRow(knobs, layer, Operation.AGGREGATE, slower * 3e-8);
    }
    for (Layer layer : Layer.values()) {
      perRow(knobs, layer, Operation.LAMBDA, 1e-6);
    }
    for (Channel channel : Channel.values()) {
      speed(knobs, channel + ".write", channel.writePrior());
      speed(knobs, channel + ".read", channel.readPrior());
    }
    speed(knobs, "host.disk", 5e8);
    speed(knobs, "host.network", 1e8);
    return byKey(knobs);
  }

  private static void delay(List<Knob> knobs, Layer layer, String name, double prior) {
    knobs.add(new Knob(layer + "." + name, "s", 0, 3600, prior));
  }

  private static void perRow(List<Knob> knobs, Layer layer, Operation operation, double prior) {
    knobs.add(new Knob(layer + "." + operation, "s/row", 1e-10, 10, prior));
  }

  private static void speed(List<Knob> knobs, String key, double prior) {
    knobs.add(new Knob(key, "B/s", 1e4, 1e12, prior));
  }

  private static Map<String, Knob> byKey(List<Knob> knobs) {
    Map<String, Knob> table = new LinkedHashMap<>();
    knobs.forEach(knob -> table.put(knob.key(), knob));
    return Collections.unmodifiableMap(table);
  }
}
