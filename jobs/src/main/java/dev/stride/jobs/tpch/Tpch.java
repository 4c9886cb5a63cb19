// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import dev.stride.api.Parameter;
import dev.stride.api.Workflow;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The 22 queries of TPC-H over tables that {@link TpchData} made. Each query is one data-parallel
 * step, {@code q1} to {@code q22}, and one result of that name; only the tables that the chosen
 * queries need are read.
 */
public final class Tpch implements Workflow {
  private static final String ALL = "all";

  @Override
  public String description() {
    return "Answers the 22 queries of TPC-H.";
  }

  @Override
  public void define(WorkflowBuilder workflow) {
    Parameter<String> data =
        workflow
            .parameter("data", String.class)
            .help("The folder of the tables, one folder of Parquet files each.")
            .defaultsTo("data/tpch");
    Parameter<String> query =
        workflow
            .parameter("query", String.class)
            .help("The queries to answer: all, or numbers such as 1,3,6.")
            .defaultsTo(ALL);
    Tables tables = new Tables(workflow, data.value());
    for (int number : numbers(query.value())) {
      workflow.result("q" + number, Queries.declare(number, workflow, tables));
    }
  }

  private static NavigableSet<Integer> numbers(String text) {
    NavigableSet<Integer> numbers = new TreeSet<>();
    if (text.strip().equalsIgnoreCase(ALL)) {
      IntStream.rangeClosed(1, Queries.count()).forEach(numbers::add);
      return numbers;
    }
    for (String part : text.split(",", -1)) {
      numbers.add(number(part.strip(), text));
    }
    return numbers;
  }

  private static int number(String part, String text) {
    if (part.matches("[0-9]{1,2}")) {
      int number = Integer.parseInt(part);
      if (number >= 1 && number <= Queries.count()) {
        return number;
      }
    }
    throw new StrideException(
        FailureKind.USAGE,
        "Invalid value of --query: "
            + text
            + " (must be all, or numbers from 1 to "
            + Queries.count()
            + " separated by commas, such as 1,3,6)");
  }
}
