// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import dev.stride.store.Commit;
import dev.stride.store.RunStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one step handed on to another.
 *
 * @param from the step that made it
 * @param to the step that reads it
 * @param form of its files: parquet, arrow, json; or slots
 * @param parts how many files or slots they are
 * @param bytes of all of them
 */
record Edge(String from, String to, String form, int parts, long bytes) {

  /** Of the run, or those of one step; steps without a commit have handed on nothing yet. */
  static List<Edge> all(RunStore store, RunPath path, Damage damage) {
    List<Edge> edges = new ArrayList<>();
    store
        .run()
        .inputs()
        .forEach(
            (to, inputs) ->
                inputs.stream()
                    .filter(
                        from ->
                            path.step().isEmpty()
                                || path.step().get().equals(from)
                                || path.step().get().equals(to))
                    .map(from -> between(store, from, to, damage))
                    .flatMap(Optional::stream)
                    .forEach(edges::add));
    return edges;
  }

  private static Optional<Edge> between(RunStore store, String from, String to, Damage damage) {
    return damage
        .read(() -> store.committed(from), Optional.<Commit>empty())
        .map(Commit::artifacts)
        .map(
            artifacts ->
                artifacts.isEmpty()
                    ? ofSlots(store, from, to, damage)
                    : new Edge(from, to, form(artifacts), artifacts.size(), bytes(artifacts)));
  }

  private static Edge ofSlots(RunStore store, String from, String to, Damage damage) {
    Map<Integer, Integer> lengths = new HashMap<>();
    damage.show(
        () -> store.readSlots(from).forEach(slot -> lengths.put(slot.slot(), slot.value().length)));
    long bytes = lengths.values().stream().mapToLong(Integer::longValue).sum();
    return new Edge(from, to, "slots", lengths.size(), bytes);
  }

  private static String form(List<Commit.Artifact> artifacts) {
    String path = artifacts.get(0).path();
    return path.substring(path.lastIndexOf('.') + 1);
  }

  private static long bytes(List<Commit.Artifact> artifacts) {
    return artifacts.stream().mapToLong(Commit.Artifact::size).sum();
  }
}
