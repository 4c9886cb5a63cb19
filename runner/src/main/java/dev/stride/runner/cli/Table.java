// SPDX-License-Identifier: Apache-2.0
package dev.stride.runner.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Text in columns, as wide as their widest cell. */
final class Table {
  private static final int MAX_WIDTH = 60;

  private final List<String[]> rows = new ArrayList<>();

  Table(String... titles) {
    rows.add(titles);
  }

  void add(String... cells) {
    rows.add(cells);
  }

  void print(PrintStream out) {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        boolean last = column == row.length - 1;
        row[column] = last ? PlainText.line(row[column]) : shown(row[column]);
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.length; column++) {
        line.append(row[column]).append(" ".repeat(widths[column] - row[column].length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** Long text would push the other columns away. */
  private static String shown(String text) {
    String plain = PlainText.line(text);
    return plain.length() <= MAX_WIDTH ? plain : plain.substring(0, MAX_WIDTH - 1) + "…";
  }
}
