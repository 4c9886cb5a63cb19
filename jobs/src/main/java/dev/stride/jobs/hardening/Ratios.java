// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.hardening;

import dev.stride.api.Node;
import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Price by earnings of a few companies, as a first version that works on a good day: its service
 * refuses calls, one company has earned nothing, one never answers, and the report may not fit into
 * memory. Nothing of that is handled here; the guide hardens it from outside, rung by rung.
 */
public final class Ratios implements Workflow {
  private static final int MEBIBYTE = 1 << 20;

  /**
   * A company's last year.
   *
   * @param symbol its short name
   * @param price of a share, in cents
   * @param earnings of a share, in cents; 0 where there were none
   */
  public record Company(String symbol, int price, int earnings) {}

  /**
   * What is known of a company.
   *
   * @param symbol its short name
   * @param ratio price by earnings; -1 where there is none
   */
  public record Ratio(String symbol, int ratio) {}

  /**
   * The end.
   *
   * @param ratios of all companies whose step did not fail
   * @param bytes how long the report was
   */
  public record Report(List<Ratio> ratios, long bytes) {}

  @Override
  public String description() {
    return "Price by earnings of a few companies: a prototype to be hardened.";
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> calls =
        workflow
            .parameter("calls", String.class)
            .help("A file that counts the calls of the service.")
            .required();
    Parameter<Integer> refused =
        workflow
            .parameter("refused", Integer.class)
            .help("How many calls the service refuses before it answers.")
            .defaultsTo(0);
    Parameter<String> silent =
        workflow
            .parameter("silent", String.class)
            .help("The company that never answers.")
            .defaultsTo("");
    Parameter<Integer> mebibytes =
        workflow
            .parameter("mebibytes", Integer.class)
            .help("How long the report is.")
            .defaultsTo(1);

    Node<List<Company>> companies = workflow.step(Ratios::companies, calls, refused);
    Node<List<Ratio>> ratios = workflow.foreach(companies, Ratios::ratio, silent);
    workflow.result(workflow.step(Ratios::report, ratios, mebibytes));
  }

  /** Asks a service that refuses its first calls. */
  static List<Company> companies(String calls, int refused) throws IOException {
    int call = countCall(Path.of(calls));
    if (call <= refused) {
      throw new IOException("the service refuses call " + call);
    }
    return List.of(
        new Company("ABC", 4000, 200), new Company("DEF", 900, 0), new Company("GHI", 1500, 100));
  }

  private static int countCall(Path calls) {
    try {
      Files.writeString(calls, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return (int) Files.size(calls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Ratio ratio(Company company, String silent) throws InterruptedException {
    if (company.symbol().equals(silent)) {
      new CountDownLatch(1).await();
    }
    return new Ratio(company.symbol(), company.price() / company.earnings());
  }

  /** A fallback for whoever wants one: {@code --with ratio=catch:noRatio}. */
  static Ratio noRatio(Failure failure, Company company, String silent) {
    System.out.println(failure.step() + " of " + company.symbol() + ": " + failure.message());
    return new Ratio(company.symbol(), -1);
  }

  /** One long text, which needs its bytes at once. */
  static Report report(List<Ratio> ratios, int mebibytes) {
    StringBuilder text = new StringBuilder();
    String line = ratios.toString();
    while (text.length() < (long) mebibytes * MEBIBYTE) {
      text.append(line);
    }
    return new Report(ratios, text.toString().length());
  }
}
