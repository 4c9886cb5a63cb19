// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner;

import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Secret;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.decorator.Secrets;
import dev.stride.api.failure.Failure;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Steps that tell their secrets in every way, to see who hears of it. */
public final class Canaries implements Workflow {
  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> folder = workflow.parameter("folder", String.class).defaultsTo("");
    Parameter<String> deed = workflow.parameter("deed", String.class).defaultsTo("tell");
    Node<List<Integer>> numbers = workflow.step(Canaries::numbers);
    Node<List<String>> each = workflow.foreach(numbers, Canaries::each, deed);
    Node<List<String>> judged = workflow.foreach(each, Canaries::judge);
    Node<String> told = workflow.step(Canaries::tell, deed, folder, judged);
    workflow.result(told);
  }

  static List<Integer> numbers() {
    return List.of(1, 2, 3);
  }

  @Secrets("of-variable")
  static String each(int number, String deed) {
    String text = Secret.named("of-variable").reveal();
    System.out.println("slot " + number + " uses " + text);
    return deed.equals("element") ? text : digest(text);
  }

  static String judge(String each) {
    if (each.length() > 8) {
      throw new IllegalArgumentException("too long");
    }
    return each;
  }

  /** Tells both, waits where the deed says so, and fails. */
  @Secrets({"of-variable", "of-file"})
  static String tell(String deed, String folder, List<String> before) throws Exception {
    String variable = Secret.named("of-variable").reveal();
    String file = Secret.named("of-file").reveal();
    if (deed.equals("digest")) {
      return before.get(0) + digest(variable) + digest(file);
    }
    if (deed.equals("return")) {
      return variable;
    }
    if (deed.equals("undeclared")) {
      return Secret.named("another").reveal();
    }
    print(variable);
    print(file);
    Thread other = new Thread(() -> System.err.println("elsewhere " + variable));
    other.start();
    other.join();
    if (!folder.isEmpty()) {
      if (deed.equals("child")) {
        new ProcessBuilder("cat", folder + "/secrets/of-file").inheritIO().start().waitFor();
      }
      Files.writeString(Path.of(folder, "told"), String.valueOf(ProcessHandle.current().pid()));
      while (!Files.exists(Path.of(folder, "seen"))) {
        Thread.onSpinWait();
      }
    }
    IllegalStateException thrown =
        new IllegalStateException(
            "cannot log in with " + variable, new IOException("not even with " + file));
    thrown.addSuppressed(new IOException(file));
    throw thrown;
  }

  private static void print(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    System.out.println("plain " + Secret.of(secret) + " " + secret);
    System.out.println("base64 " + Base64.getEncoder().encodeToString(bytes));
    System.err.println("url " + URLEncoder.encode(secret, StandardCharsets.UTF_8));
    for (byte part : bytes) {
      System.out.write(part);
      System.out.flush();
    }
    System.out.println();
  }

  static String digest(String text) {
    return HexFormat.of().toHexDigits(text.hashCode());
  }

  /** A fallback. */
  static String instead(Failure failure, String deed, String folder, List<String> before) {
    System.out.println("instead of " + failure.message());
    System.out.println("although " + Secret.named("of-file").reveal());
    return failure.message();
  }
}
