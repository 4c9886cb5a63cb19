// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.api.Dataset;
import dev.stride.runner.RunResult;
import dev.stride.store.ResultJson;
import java.io.PrintStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Prints results for people: values by name, rows as tables, long ones cut. */
public record ResultText(PrintStream out) {
  private static final int SHOWN_ROWS = 20;

  /** Prints all results of a run. */
  public void print(RunResult result) {
    result.results().forEach((name, value) -> print(name, value, result.type(name)));
  }

  private void print(String name, Object value, Type type) {
    if (value instanceof Dataset<?> dataset) {
      printRows(name, dataset);
    } else {
      print(name, ResultJson.tree(value, type));
    }
  }

  private void printRows(String name, Dataset<?> dataset) {
    List<JsonNode> shown = new ArrayList<>();
    try (Stream<?> rows = dataset.stream()) {
      rows.limit(SHOWN_ROWS).forEach(row -> shown.add(ResultJson.tree(row)));
    }
    long count = shown.size() < SHOWN_ROWS ? shown.size() : dataset.rowCount();
    printTable(name, shown, count);
  }

  private void print(String name, JsonNode value) {
    if (value instanceof ArrayNode array) {
      List<JsonNode> shown = new ArrayList<>();
      for (int index = 0; index < Math.min(array.size(), SHOWN_ROWS); index++) {
        shown.add(array.get(index));
      }
      printTable(name, shown, array.size());
    } else if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        print(name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue());
      }
    } else {
      out.println((name.isEmpty() ? "" : name + ": ") + PlainText.lines(text(value)));
    }
  }

  private void printTable(String name, List<JsonNode> shown, long count) {
    if (!name.isEmpty()) {
      out.println(name + " (" + count + (count == 1 ? " row)" : " rows)"));
    }
    if (!shown.isEmpty()) {
      Set<String> columns = new LinkedHashSet<>();
      shown.forEach(row -> row.fieldNames().forEachRemaining(columns::add));
      Table table =
          new Table(columns.isEmpty() ? new String[] {"value"} : columns.toArray(String[]::new));
      for (JsonNode row : shown) {
        table.add(
            columns.isEmpty()
                ? new String[] {text(row)}
                : columns.stream().map(column -> text(row.path(column))).toArray(String[]::new));
      }
      table.print(out);
    }
    if (count > shown.size()) {
      out.println("… " + (count - shown.size()) + " more (--output json prints all)");
    }
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
