// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Yields, prints and throws what it is given. */
public final class Echo implements Workflow {
  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> text = workflow.parameter("text", String.class).defaultsTo("");
    Parameter<String> deed = workflow.parameter("deed", String.class).defaultsTo("return");
    Node<List<String>> texts = workflow.step(Echo::texts, text);
    Node<List<String>> each = workflow.foreach(texts, Echo::act, deed);
    Node<String> one = workflow.step(Echo::first, each);
    workflow.result("text", one);
  }

  static List<String> texts(String text) {
    return List.of(text);
  }

  static String act(String text, String deed) {
    switch (deed) {
      case "print" -> System.out.println(text);
      case "print-bytes" -> {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.out.write(bytes, 0, bytes.length);
      }
      case "throw" -> throw new IllegalStateException(text);
      default -> {
        return text;
      }
    }
    return text;
  }

  static String first(List<String> each) {
    return each.get(0);
  }
}
