// SPDX-License-Identifier: Apache-2.0
package dev.stride.planner.cost;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A graph as numbers, with bounds from below of what is still to come. Confined to one search. */
final class Tables {
  static final int NONE = -1;

  final int steps;
  final int backends;
  final List<String> names;

  /** Time and money by step and backend; time is infinite where it is no candidate. */
  final double[][] time;

  final double[][] money;
  final double[] startTime;
  final double[] startMoney;
  final Edge[][][] edges;
  final List<List<Integer>> inputs = new ArrayList<>();
  final int[] lastUse;

  private final double[][] timeTail;
  private final double[][] childMoney;
  private final List<List<Integer>> children = new ArrayList<>();
  private final double[] rootMoney;
  private final Map<String, Integer> channels = new HashMap<>();

  /** A hand-over as numbers; its channel is a bit. */
  record Edge(long channel, double time, double writeMoney, double readMoney) {}

  private static final Edge SAME = new Edge(0, 0, 0, 0);

  Tables(Graph graph) {
    steps = graph.steps().size();
    names = List.copyOf(new TreeSet<>(graph.starts().keySet()));
    backends = names.size();
    if (backends >= Integer.SIZE) {
      throw new IllegalArgumentException(
          "Cannot use backends: " + backends + " (use fewer than " + Integer.SIZE + ")");
    }
    time = new double[steps][backends];
    money = new double[steps][backends];
    startTime = names.stream().mapToDouble(b -> start(graph, b).time().value()).toArray();
    startMoney = names.stream().mapToDouble(b -> start(graph, b).money().value()).toArray();
    edges = new Edge[steps][backends][backends];
    lastUse = new int[steps];
    for (int i = 0; i < steps; i++) {
      fill(graph, i);
    }
    timeTail = new double[steps][backends];
    childMoney = new double[steps][backends];
    rootMoney = new double[steps + 1];
    for (int i = steps - 1; i >= 0; i--) {
      bound(i);
    }
  }

  private static Cost start(Graph graph, String backend) {
    Cost cost = graph.starts().get(backend);
    if (cost == null) {
      throw new IllegalArgumentException("Cannot find start: " + backend + " (add it)");
    }
    return cost;
  }

  private void fill(Graph graph, int i) {
    StepChoices step = graph.steps().get(i);
    inputs.add(step.inputs().stream().distinct().toList());
    children.add(new ArrayList<>());
    lastUse[i] = NONE;
    inputs.get(i).forEach(input -> lastUse[input] = i);
    if (!step.inputs().isEmpty()) {
      children.get(step.inputs().get(0)).add(i);
    }
    for (int b = 0; b < backends; b++) {
      Cost cost = step.candidates().get(names.get(b));
      time[i][b] = cost == null ? Double.POSITIVE_INFINITY : cost.time().value();
      money[i][b] = cost == null ? Double.POSITIVE_INFINITY : cost.money().value();
      for (int to = 0; to < backends; to++) {
        edges[i][b][to] = b == to ? SAME : edge(graph, step, b, to);
      }
    }
  }

  private Edge edge(Graph graph, StepChoices step, int from, int to) {
    HandOver over = graph.handOvers().between(step, names.get(from), names.get(to));
    int bit = channels.computeIfAbsent(over.channel(), channel -> channels.size());
    if (bit >= Long.SIZE) {
      throw new IllegalArgumentException(
          "Cannot use channels: more than " + Long.SIZE + " (use fewer)");
    }
    return new Edge(
        1L << bit,
        over.write().time().value() + over.read().time().value(),
        over.write().money().value(),
        over.read().money().value());
  }

  /** The bounds of a step, whose consumers have theirs. */
  private void bound(int i) {
    for (int b = 0; b < backends; b++) {
      childMoney[i][b] = cheapestMoney(i, b);
      for (int input : inputs.get(i)) {
        timeTail[input][b] = Math.max(timeTail[input][b], leastTime(i, input, b));
      }
    }
    rootMoney[i] = rootMoney[i + 1] + (inputs.get(i).isEmpty() ? childMoney[i][0] : 0);
  }

  private double leastTime(int i, int input, int from) {
    double least = Double.POSITIVE_INFINITY;
    for (int b = 0; b < backends; b++) {
      least = Math.min(least, edges[input][from][b].time() + time[i][b] + timeTail[i][b]);
    }
    return least;
  }

  /** The least money of a step and all below it, if its first input lies on a backend. */
  private double cheapestMoney(int i, int from) {
    double least = Double.POSITIVE_INFINITY;
    for (int b = 0; b < backends; b++) {
      double below = money[i][b];
      for (int child : children.get(i)) {
        below += childMoney[child][b];
      }
      least = Math.min(least, below + handOverMoney(i, from, b));
    }
    return least;
  }

  /** What is surely paid for the hand-over: a write only if nobody else may have paid it. */
  private double handOverMoney(int i, int from, int to) {
    if (inputs.get(i).isEmpty()) {
      return 0;
    }
    int input = inputs.get(i).get(0);
    Edge edge = edges[input][from][to];
    return edge.readMoney()
        + (children.get(input).size() == 1 && lastUse[input] == i && users(input) == 1
            ? edge.writeMoney()
            : 0);
  }

  private long users(int producer) {
    return inputs.subList(producer, steps).stream()
        .filter(all -> all.contains(producer))
        .limit(2)
        .count();
  }

  /** Time from a producer's end to the end of the run, at least. */
  double timeAfter(int producer, int backend) {
    return timeTail[producer][backend];
  }

  /** Money of the steps behind a position that hang on a producer, at least. */
  double moneyAfter(int position, int producer, int backend) {
    double sum = 0;
    for (int child : children.get(producer)) {
      sum += child > position ? childMoney[child][backend] : 0;
    }
    return sum;
  }

  /** Money of the steps behind a position that hang on no producer, at least. */
  double moneyOfRootsAfter(int position) {
    return rootMoney[position + 1];
  }
}
