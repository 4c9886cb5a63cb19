// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A partial plan: all steps up to one are placed. Its open results are those still needed. */
final class Label {
  private final @Nullable Label parent;
  private final int backend;
  private final Map<Integer, Open> open;
  private final int started;
  final double finish;
  final double money;

  /** How many others of its state are at least as good. */
  int dominators;

  /** A result that is still needed: where it lies, when, and the channels it is written to. */
  private record Open(int backend, double finish, long written) {}

  /** What decides the future besides amounts. */
  record State(List<Integer> backends, List<Long> written, int started) {}

  private Label(
      @Nullable Label parent,
      int backend,
      Map<Integer, Open> open,
      int started,
      double finish,
      double money) {
    this.parent = parent;
    this.backend = backend;
    this.open = open;
    this.started = started;
    this.finish = finish;
    this.money = money;
  }

  static Label empty() {
    return new Label(null, Tables.NONE, Map.of(), 0, 0, 0);
  }

  /** With one more step placed. */
  Label place(Tables tables, int step, int on) {
    double begin = tables.startTime[on];
    double paid = money + tables.money[step][on];
    Map<Integer, Open> next = new TreeMap<>(open);
    for (int input : tables.inputs.get(step)) {
      Open from = result(input);
      Tables.Edge edge = tables.edges[input][from.backend][on];
      begin = Math.max(begin, from.finish + edge.time());
      paid += edge.readMoney() + ((from.written & edge.channel()) == 0 ? edge.writeMoney() : 0);
      next.put(input, new Open(from.backend, from.finish, from.written | edge.channel()));
      if (tables.lastUse[input] == step) {
        next.remove(input);
      }
    }
    double end = begin + tables.time[step][on];
    if (tables.lastUse[step] != Tables.NONE) {
      next.put(step, new Open(on, end, 0));
    }
    boolean first = (started & (1 << on)) == 0;
    return new Label(
        this,
        on,
        next,
        started | (1 << on),
        Math.max(finish, end),
        first ? paid + tables.startMoney[on] : paid);
  }

  private Open result(int step) {
    Open result = open.get(step);
    if (result == null) {
      throw new IllegalStateException("Cannot find result of step: " + step);
    }
    return result;
  }

  State state(Sweep.Axes axes) {
    List<Integer> backends = open.values().stream().map(Open::backend).toList();
    return axes == Sweep.Axes.TIME
        ? new State(backends, List.of(), 0)
        : new State(backends, open.values().stream().map(Open::written).toList(), started);
  }

  /** Whether it is at least as good as another of its state, on all axes. */
  boolean dominates(Label other, Sweep.Axes axes) {
    if (axes != Sweep.Axes.TIME && money > other.money) {
      return false;
    }
    return axes == Sweep.Axes.MONEY
        || (finish <= other.finish
            && open.keySet().stream()
                .allMatch(step -> result(step).finish <= other.result(step).finish));
  }

  /** The time of its best completion, at least. */
  double timeBound(Tables tables) {
    double bound = finish;
    for (Map.Entry<Integer, Open> entry : open.entrySet()) {
      Open result = entry.getValue();
      bound = Math.max(bound, result.finish + tables.timeAfter(entry.getKey(), result.backend));
    }
    return bound;
  }

  /** The money of its best completion, at least. */
  double moneyBound(Tables tables, int step) {
    double bound = money + tables.moneyOfRootsAfter(step);
    for (Map.Entry<Integer, Open> entry : open.entrySet()) {
      bound += tables.moneyAfter(step, entry.getKey(), entry.getValue().backend);
    }
    return bound;
  }

  int backends() {
    return Integer.bitCount(started);
  }

  PlacedPlan plan(Tables tables) {
    List<String> names = new ArrayList<>();
    for (Label at = this; at != null && at.parent != null; at = at.parent) {
      names.add(tables.names.get(at.backend));
    }
    Collections.reverse(names);
    return new PlacedPlan(names, new Cost(new Seconds(finish), new Usd(money)));
  }
}
