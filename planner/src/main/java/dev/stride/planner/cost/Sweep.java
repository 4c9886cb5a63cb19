// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One pass over all steps, which keeps the best partial plans of each state. */
final class Sweep {
  private static final double ROUNDING = 1e-9;

  private final Tables tables;
  private final Axes axes;
  private final int keep;
  private final Limits limits;
  private final int cap;
  private long states;
  private boolean capped;

  /** The amounts in which partial plans are compared. */
  enum Axes {
    TIME,
    MONEY,
    BOTH
  }

  /** What a plan may take at most; infinite if it may take anything. */
  record Limits(double time, double money) {
    static final Limits NONE = new Limits(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

    boolean admit(double ofTime, double ofMoney) {
      return ofTime <= time * (1 + ROUNDING) && ofMoney <= money * (1 + ROUNDING);
    }
  }

  /**
   * @param keep how many complete plans are to be the best ones: 2 if there is to be a runner-up
   * @param cap the most partial plans that are kept behind a step
   */
  Sweep(Tables tables, Axes axes, int keep, Limits limits, int cap) {
    this.tables = tables;
    this.axes = axes;
    this.keep = keep;
    this.limits = limits;
    this.cap = cap;
  }

  /** The complete plans that are left; empty if none is within the limits. */
  List<Label> run() {
    List<Label> labels = List.of(Label.empty());
    for (int step = 0; step < tables.steps; step++) {
      labels = cut(extend(labels, step), step);
      states += labels.size();
    }
    return labels;
  }

  long states() {
    return states;
  }

  boolean capped() {
    return capped;
  }

  private List<Label> extend(List<Label> labels, int step) {
    Map<Label.State, List<Label>> byState = new LinkedHashMap<>();
    for (Label label : labels) {
      for (int backend = 0; backend < tables.backends; backend++) {
        if (Double.isFinite(tables.time[step][backend])) {
          Label next = label.place(tables, step, backend);
          if (limits.admit(next.timeBound(tables), next.moneyBound(tables, step))) {
            add(byState.computeIfAbsent(next.state(axes), state -> new ArrayList<>()), next);
          }
        }
      }
    }
    List<Label> all = new ArrayList<>();
    byState.values().forEach(all::addAll);
    return all;
  }

  private void add(List<Label> peers, Label label) {
    for (Label peer : peers) {
      label.dominators += peer.dominates(label, axes) ? 1 : 0;
    }
    if (label.dominators >= keep) {
      return;
    }
    for (Label peer : peers) {
      boolean worse = label.dominates(peer, axes) && !peer.dominates(label, axes);
      peer.dominators += worse ? 1 : 0;
    }
    peers.removeIf(peer -> peer.dominators >= keep);
    peers.add(label);
  }

  private List<Label> cut(List<Label> labels, int step) {
    if (labels.size() <= cap) {
      return labels;
    }
    capped = true;
    return labels.stream()
        .sorted(
            axes == Axes.MONEY || Double.isFinite(limits.time())
                ? comparingDouble(label -> label.moneyBound(tables, step))
                : comparingDouble(label -> label.timeBound(tables)))
        .limit(cap)
        .toList();
  }
}
