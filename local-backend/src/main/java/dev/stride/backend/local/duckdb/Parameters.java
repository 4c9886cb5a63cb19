// SPDX-License-Identifier: Apache-2.0
package dev.stride.backend.local.duckdb;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bind parameters of one query. Equal values share a number, so that a grouping key reads the
 * same wherever it stands; a number that the final text does not hold is never bound, since the
 * driver wants the numbers without gaps.
 */
final class Parameters {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\\$(\\d+)");

  private final List<Object> values = new ArrayList<>();

  /** Adds a value and returns its placeholder. */
  String add(Object value) {
    Object bound = value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
    int known = values.indexOf(bound);
    if (known < 0) {
      values.add(bound);
    }
    return "$" + (known < 0 ? values.size() : known + 1);
  }

  /** A statement whose placeholders are renumbered from 1 and whose values are in their order. */
  Bound bound(String sql) {
    List<Integer> used = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(sql);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String found = matcher.group();
      if (matcher.group(1) != null) {
        Integer number = Integer.valueOf(matcher.group(1));
        if (!used.contains(number)) {
          used.add(number);
        }
        found = "$" + (used.indexOf(number) + 1);
      }
      matcher.appendReplacement(text, Matcher.quoteReplacement(found));
    }
    matcher.appendTail(text);
    return new Bound(text.toString(), used.stream().map(number -> values.get(number - 1)).toList());
  }

  /** A statement's text and the values of its placeholders. */
  record Bound(String sql, List<Object> values) {

    void bind(PreparedStatement statement) throws SQLException {
      for (int index = 0; index < values.size(); index++) {
        statement.setObject(index + 1, values.get(index));
      }
    }
  }
}
