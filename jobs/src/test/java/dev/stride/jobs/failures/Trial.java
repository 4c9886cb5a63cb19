// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.failures;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.failure.Failure;
import dev.stride.api.policy.Deadline;
import dev.stride.api.policy.Fallback;
import dev.stride.api.policy.Policy;
import dev.stride.api.policy.RetryPolicy;
import dev.stride.api.policy.TimeLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A step that is followed by one that misbehaves, as code over values or over rows. Each counts its
 * attempts by marks.
 */
public final class Trial implements Workflow {
  /** A row. */
  public record Word(String text) {}

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<Boolean> overRows = workflow.parameter("rows", Boolean.class).defaultsTo(false);
    Parameter<String> deed = workflow.parameter("deed", String.class).required();
    Parameter<String> folder = workflow.parameter("folder", String.class).required();
    Policy[] policies = policies(workflow);
    if (overRows.value()) {
      Node<Dataset<Word>> words =
          workflow.rows("words", Word.class, List.of(new Word("good"), new Word("morning")));
      Node<Dataset<Word>> first =
          workflow.step(Trial::firstOfRows, words, folder).named("first").with(exactlyOnce());
      workflow.result(
          workflow.step(Trial::actOnRows, first, deed, folder).named("act").with(policies));
    } else {
      Node<List<String>> first = workflow.step(Trial::first, folder).with(exactlyOnce());
      workflow.result(workflow.step(Trial::act, first, deed, folder).with(policies));
    }
  }

  private static Policy exactlyOnce() {
    return RetryPolicy.times(0);
  }

  private static Policy[] policies(WorkflowBuilder workflow) {
    int retries = workflow.parameter("retries", Integer.class).defaultsTo(0).value();
    int limit = workflow.parameter("limit", Integer.class).defaultsTo(0).value();
    int deadline = workflow.parameter("until", Integer.class).defaultsTo(0).value();
    boolean poison = workflow.parameter("poison", Boolean.class).defaultsTo(false).value();
    String fallback = workflow.parameter("fallback", String.class).defaultsTo("").value();
    String except = workflow.parameter("except", String.class).defaultsTo("").value();
    List<Policy> policies = new ArrayList<>();
    List<String> excepted = except.isEmpty() ? List.of() : List.of(except);
    policies.add(new RetryPolicy(retries, Duration.ZERO, List.of(), excepted, true, poison));
    if (limit > 0) {
      policies.add(TimeLimit.of(Duration.ofMillis(limit)));
    }
    if (deadline > 0) {
      policies.add(new Deadline(Duration.ofMillis(deadline)));
    }
    if (!fallback.isEmpty()) {
      policies.add(Fallback.method(fallback));
    }
    return policies.toArray(Policy[]::new);
  }

  static List<String> first(String folder) {
    count(folder, "first");
    return List.of("good", "morning");
  }

  static String act(List<String> words, String deed, String folder) {
    misbehave(deed, folder);
    return String.join(" ", words);
  }

  static String instead(Failure failure, List<String> words, String deed, String folder) {
    count(folder, "fallback");
    return "instead: " + failure.failureClass();
  }

  static String alsoFails(Failure failure, List<String> words, String deed, String folder) {
    throw new IllegalStateException("the fallback has no luck either");
  }

  static Dataset<Word> firstOfRows(Dataset<Word> words, String folder) {
    return words.map(
        Word.class,
        word -> {
          countOnce(word, folder, "first");
          return word;
        });
  }

  static Dataset<Word> actOnRows(Dataset<Word> words, String deed, String folder) {
    return words.map(
        Word.class,
        word -> {
          if (word.text().equals("good")) {
            misbehave(deed, folder);
          }
          return word;
        });
  }

  static Dataset<Word> insteadOnRows(
      Failure failure, Dataset<Word> words, String deed, String folder) {
    count(folder, "fallback");
    String text = "instead: " + failure.failureClass();
    return words.map(Word.class, word -> new Word(text)).distinct();
  }

  static Dataset<Word> alsoFailsOnRows(
      Failure failure, Dataset<Word> words, String deed, String folder) {
    throw new IllegalStateException("the fallback has no luck either");
  }

  private static void countOnce(Word word, String folder, String what) {
    if (word.text().equals("good")) {
      count(folder, what);
    }
  }

  private static int count(String folder, String what) {
    return Marks.at(folder).add(what);
  }

  static void misbehave(String deed, String folder) {
    int attempt = count(folder, "act");
    switch (deed) {
      case "nothing" -> {}
      case "fail-twice" -> failIf(attempt <= 2);
      case "fail" -> failIf(true);
      case "fail-unless-mended" -> failIf(!Marks.at(folder).has("mended"));
      case "refuse" -> throw new UnsupportedOperationException("never");
      case "assert" -> throw new AssertionError("impossible");
      case "overflow" -> failIf(depth(0) > 0);
      case "wait" -> await();
      default -> throw new IllegalArgumentException(deed);
    }
  }

  private static void failIf(boolean fails) {
    if (fails) {
      throw new IllegalStateException("no luck");
    }
  }

  private static int depth(int above) {
    return depth(above + 1) + 1;
  }

  private static void await() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
