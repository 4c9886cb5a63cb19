// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.api.policy.Layer;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The measured numbers of one host. What is not measured has its prior.
 *
 * @param host the class of the host that they were measured on
 * @param java the version of Java that they were measured with
 * @param values the measured ones by key; units and ranges are those of the guide's table
 */
public record Calibration(String host, String java, Map<String, Double> values) {
  /**
   * Checks keys and ranges.
   *
   * @throws IllegalArgumentException for a key that is unknown, naming the nearest, or a value
   *     outside its range
   */
  public Calibration {
    Keys.check("calibration", values.keySet(), Knobs.byKey().keySet());
    values.forEach((key, value) -> knob(key).check(value));
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** Nothing measured: all numbers are priors. */
  public static Calibration priors(String host, String java) {
    return new Calibration(host, java, Map.of());
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws StrideException of kind {@code CONFIGURATION} if it is not valid, or is of another host
   *     or version of Java
   */
  public static Calibration read(String json, String host, String java) {
    Calibration read = Keys.read("calibration", json, Calibration.class);
    if (!read.host.equals(host)) {
      throw foreign("host " + read.host, host);
    }
    if (!read.java.equals(java)) {
      throw foreign("Java " + read.java, java);
    }
    return read;
  }

  /** As JSON, which reads back to an equal calibration. */
  public String json() {
    return Keys.write(this);
  }

  /** The same with another value for a key. */
  Calibration with(String key, double value) {
    Map<String, Double> changed = new TreeMap<>(values);
    changed.put(key, value);
    return new Calibration(host, java, changed);
  }

  /** How long the first step on a backend waits for it. */
  Seconds start(Layer layer) {
    return new Seconds(value(layer + ".start"));
  }

  /** How long each step on a backend waits; 0 for those without a queue. */
  Seconds queue(Layer layer) {
    String key = layer + ".queue";
    return Knobs.byKey().containsKey(key) ? new Seconds(value(key)) : Seconds.ZERO;
  }

  /** Seconds per row; empty if that backend cannot do it. */
  Optional<Seconds> perRow(Layer layer, Operation operation) {
    String key = layer + "." + operation;
    return Knobs.byKey().containsKey(key) ? Optional.of(new Seconds(value(key))) : Optional.empty();
  }

  /** How long it takes to move so many bytes at the speed of that key. */
  Seconds moving(Bytes bytes, String key) {
    return new Seconds(bytes.value() / value(key));
  }

  private double value(String key) {
    Double measured = values.get(key);
    return measured == null ? knob(key).prior() : measured;
  }

  private static Knob knob(String key) {
    Knob knob = Knobs.byKey().get(key);
    if (knob == null) {
      throw new IllegalArgumentException("Cannot find knob: " + key + " (add it to the table)");
    }
    return knob;
  }

  private static StrideException foreign(String measured, String here) {
    return new StrideException(
        FailureKind.CONFIGURATION,
        "Cannot use calibration: it is of " + measured + " (calibrate again on " + here + ")");
  }
}
