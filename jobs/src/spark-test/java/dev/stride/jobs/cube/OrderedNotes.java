// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.cube;

import static dev.stride.api.expression.Functions.asc;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Sorts rows of which the later are the longer, so that later files are larger. */
public final class OrderedNotes implements Workflow {
  /** A text and its place in the order. */
  public record Note(int id, String text) {}

  private static final int COUNT = 4_000;

  /** The notes in their order. */
  static List<Note> inOrder() {
    SplittableRandom random = new SplittableRandom(7);
    return IntStream.range(0, COUNT)
        .mapToObj(id -> new Note(id, Long.toHexString(random.nextLong()).repeat(id / 500)))
        .toList();
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    List<Note> mixed = new ArrayList<>(inOrder());
    Collections.reverse(mixed);
    Node<Dataset<Note>> notes = workflow.rows("notes", Note.class, mixed);
    Node<Dataset<Note>> sorted = workflow.step(OrderedNotes::sorted, notes);
    Node<Dataset<Note>> first = workflow.step(OrderedNotes::first, sorted);
    Node<List<Integer>> read = workflow.step(OrderedNotes::read, sorted);
    workflow.result("sorted", sorted);
    workflow.result("first", first);
    workflow.result("read", read);
  }

  static Dataset<Note> sorted(Dataset<Note> notes) {
    return notes.orderBy(asc(Note::id));
  }

  static Dataset<Note> first(Dataset<Note> sorted) {
    return sorted.limit(COUNT / 2 + 10);
  }

  static List<Integer> read(Dataset<Note> sorted) {
    return sorted.toList().stream().map(Note::id).toList();
  }
}
