// SPDX-License-Identifier: Apache-2.0
package dev.stride.cloud;

import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Resources;
import dev.stride.api.decorator.Retry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** Does what it is told to, in each of its slots. */
public final class Deeds implements Workflow {
  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> deed = workflow.parameter("deed", String.class).defaultsTo("greet");
    Parameter<Integer> slots = workflow.parameter("slots", Integer.class).defaultsTo(1);
    Node<List<Integer>> numbers = workflow.step(Deeds::numbers, slots);
    workflow.result(workflow.foreach(numbers, Deeds::act, deed));
  }

  /** Given by the first slot that runs there. */
  private static String nameOfContainer() throws IOException {
    Path file = Path.of("/tmp/name-of-container");
    if (!Files.exists(file)) {
      Files.writeString(file, UUID.randomUUID().toString());
    }
    return Files.readString(file);
  }

  static List<Integer> numbers(int slots) {
    return IntStream.range(0, slots).boxed().toList();
  }

  /** One deed. */
  @Retry(times = 1)
  @Resources(cpu = 1, memory = "512MiB")
  static String act(Integer number, String deed) throws InterruptedException, IOException {
    System.out.println("slot " + number + " does " + deed);
    switch (deed) {
      case "greet" -> {
        return "hello " + number;
      }
      case "container" -> {
        return nameOfContainer();
      }
      case "environment" -> {
        Map<String, String> variables = new TreeMap<>(System.getenv());
        return variables.getOrDefault("ODD", "nothing");
      }
      case "sleep" -> {
        Thread.sleep(600_000);
        return "slept";
      }
      case "nap" -> {
        Thread.sleep(15_000);
        return "rested " + number;
      }
      case "throw" -> throw new IllegalStateException("slot " + number + " cannot");
      case "exit" -> {
        System.exit(7);
        return "never";
      }
      case "fill" -> {
        List<byte[]> kept = new ArrayList<>();
        for (int mebibytes = 0; mebibytes < 400; mebibytes++) {
          kept.add(new byte[1 << 20]);
        }
        return "kept " + kept.size();
      }
      default -> throw new IllegalArgumentException(deed);
    }
  }
}
