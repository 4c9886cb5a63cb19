// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import static dev.stride.api.expression.Functions.count;
import static dev.stride.api.expression.Functions.field;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.source.Csv;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every kind of argument and result that a step can have. */
public final class Kinds implements Workflow {
  /** A line of a file. */
  public record Word(String text, int weight) {}

  /** Words of a weight. */
  public record Heap(int weight, long words) {}

  /** A value of one of two records. */
  public sealed interface Shape {}

  /** One of them. */
  public record Circle(double radius) implements Shape {}

  /** The other one. */
  public record Square(BigDecimal side, Optional<LocalDate> since) implements Shape {}

  /** What a slot yields. */
  public record Found(
      Shape shape, Map<String, List<Integer>> weights, long heaps, Instant moment, Level level) {}

  /** A parameter's class. */
  public enum Level {
    LOW,
    HIGH
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> file = workflow.parameter("file", String.class).required();
    Parameter<Instant> moment =
        workflow.parameter("moment", Instant.class).defaultsTo(Instant.EPOCH);
    Parameter<Level> level = workflow.parameter("level", Level.class).defaultsTo(Level.LOW);
    Node<Dataset<Word>> words = workflow.read("words", Word.class, Csv.at(file));
    Node<Dataset<Word>> own =
        workflow.rows("own", Word.class, List.of(new Word("ich 😀", 3), new Word("du", 4)));
    Node<Dataset<Heap>> heaps = workflow.step(Kinds::heaps, words);
    Node<Map<String, List<Integer>>> weights = workflow.step(Kinds::weights, words, own);
    Node<List<Shape>> shapes = workflow.step(Kinds::shapes, level);
    Node<List<Found>> found = workflow.foreach(shapes, Kinds::find, weights, heaps, moment, level);
    workflow.result("weights", weights);
    workflow.result("found", workflow.foreach("again", found, Kinds::again));
    workflow.result("nothing", workflow.step(Kinds::nothing, found));
  }

  static Dataset<Heap> heaps(Dataset<Word> words) {
    return words.groupBy(Word::weight).aggregate(Heap.class, count());
  }

  static Map<String, List<Integer>> weights(Dataset<Word> words, Dataset<Word> own) {
    Map<String, List<Integer>> weights = new TreeMap<>();
    try (Stream<Word> rows = words.filter(field(Word::weight).gt(0)).stream()) {
      rows.forEach(word -> weights.put(word.text(), List.of(word.weight())));
    }
    own.toList().forEach(word -> weights.put(word.text(), List.of(word.weight(), 0)));
    System.out.println("weighed " + weights.size());
    return weights;
  }

  static List<Shape> shapes(Level level) {
    return List.of(
        new Circle(level == Level.HIGH ? 1e300 : 0.1),
        new Square(new BigDecimal("1.50"), Optional.of(LocalDate.of(2026, 2, 28))),
        new Square(BigDecimal.ZERO, Optional.empty()));
  }

  static Found find(
      Shape shape,
      Map<String, List<Integer>> weights,
      Dataset<Heap> heaps,
      Instant moment,
      Level level) {
    System.out.println("found " + shape);
    return new Found(shape, weights, heaps.rowCount(), moment, level);
  }

  static Found again(Found found) {
    return found;
  }

  static Optional<Found> nothing(List<Found> found) {
    return found.stream().filter(one -> one.heaps() < 0).findFirst();
  }
}
