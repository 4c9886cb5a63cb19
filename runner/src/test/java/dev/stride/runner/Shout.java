// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static dev.stride.api.expression.Functions.field;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.source.Csv;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Reads words from a file and shouts the frequent ones; any step or slot can be made to fail. */
public final class Shout implements Workflow {
  /** The step or word that fails. */
  static final AtomicReference<String> BROKEN = new AtomicReference<>("");

  /** A line of the file. */
  public record Line(String word, int count) {}

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> path = workflow.parameter("file", String.class).required();
    Parameter<Integer> least = workflow.parameter("least", Integer.class).defaultsTo(2);
    Node<Dataset<Line>> lines = workflow.read("lines", Line.class, Csv.at(path.value()));
    Node<Dataset<Line>> frequent = workflow.step(Shout::frequent, lines, least);
    Node<List<String>> words = workflow.step(Shout::words, frequent);
    Node<List<String>> upper = workflow.foreach(words, Shout::upper);
    workflow.result(workflow.step(Shout::joined, upper));
  }

  static Dataset<Line> frequent(Dataset<Line> lines, int least) {
    return lines.filter(field(Line::count).ge(least)).orderBy(field(Line::word).asc());
  }

  static List<String> words(Dataset<Line> lines) {
    failIf("words");
    return lines.toList().stream().map(Line::word).toList();
  }

  static String upper(String word) {
    failIf(word);
    return word.toUpperCase(java.util.Locale.ROOT);
  }

  static String joined(List<String> words) {
    failIf("joined");
    return String.join(" ", words);
  }

  private static void failIf(String name) {
    if (BROKEN.get().equals(name)) {
      throw new IllegalStateException(name + " is broken");
    }
  }
}
