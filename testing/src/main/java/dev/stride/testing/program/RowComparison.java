// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.program;

import dev.stride.api.type.Component;
import dev.stride.api.type.RecordType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares rows as multisets: to the bit, but for columns whose last bits no engine promises.
 * Rounded numbers are equal within a relative error of 1e-9, or an absolute one of 1e-6.
 */
public final class RowComparison {
  private static final double RELATIVE = 1e-9;
  private static final double ABSOLUTE = 1e-6;

  private final RecordType type;
  private final Set<String> rounded;

  /**
   * A comparison of rows of that record.
   *
   * @param rounded the components whose last bits may differ
   */
  public RowComparison(RecordType type, Set<String> rounded) {
    this.type = type;
    this.rounded = rounded;
  }

  /** What differs, in a sentence; empty if nothing does. */
  public Optional<String> difference(List<Record> expected, List<Record> actual) {
    if (expected.size() != actual.size()) {
      return Optional.of(expected.size() + " rows expected, " + actual.size() + " came");
    }
    Map<List<Object>, List<Record>> unmatched = new HashMap<>();
    actual.forEach(row -> unmatched.computeIfAbsent(exact(row), key -> new ArrayList<>()).add(row));
    List<Record> missing = new ArrayList<>();
    for (Record row : expected) {
      if (!take(unmatched.getOrDefault(exact(row), new ArrayList<>()), row)) {
        missing.add(row);
      }
    }
    List<Record> surplus = unmatched.values().stream().flatMap(List::stream).toList();
    return missing.isEmpty() ? Optional.empty() : Optional.of(describe(missing, surplus));
  }

  private boolean take(List<Record> candidates, Record row) {
    Optional<Record> match =
        candidates.stream()
            .filter(candidate -> isClose(row, candidate))
            .min(Comparator.comparingDouble(candidate -> distance(row, candidate)));
    return match.isPresent() && candidates.remove(match.get());
  }

  private List<Object> exact(Record row) {
    List<Object> key = new ArrayList<>();
    for (int index = 0; index < type.components().size(); index++) {
      if (!isRounded(index)) {
        key.add(RowKeys.of(type.access().value(row, index)));
      }
    }
    return key;
  }

  private boolean isRounded(int index) {
    return rounded.contains(type.components().get(index).name());
  }

  private boolean isClose(Record a, Record b) {
    for (int index = 0; index < type.components().size(); index++) {
      if (isRounded(index)
          && !isClose(type.access().value(a, index), type.access().value(b, index))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isClose(
      @org.jspecify.annotations.Nullable Object a, @org.jspecify.annotations.Nullable Object b) {
    if (!(a instanceof Number x) || !(b instanceof Number y)) {
      return RowKeys.of(a).equals(RowKeys.of(b));
    }
    double left = x.doubleValue();
    double right = y.doubleValue();
    if (!Double.isFinite(left) || !Double.isFinite(right)) {
      return Double.compare(left, right) == 0;
    }
    double magnitude = Math.max(Math.abs(left), Math.abs(right));
    return Math.abs(left - right) <= Math.max(ABSOLUTE, RELATIVE * magnitude);
  }

  private double distance(Record a, Record b) {
    double distance = 0;
    for (int index = 0; index < type.components().size(); index++) {
      if (isRounded(index)
          && type.access().value(a, index) instanceof Number x
          && type.access().value(b, index) instanceof Number y
          && Double.isFinite(x.doubleValue())) {
        distance += Math.abs(x.doubleValue() - y.doubleValue());
      }
    }
    return distance;
  }

  private String describe(List<Record> missing, List<Record> surplus) {
    StringBuilder text = new StringBuilder();
    text.append(missing.size()).append(" rows differ, the first in");
    Record expected = missing.get(0);
    Record actual = nearest(expected, surplus);
    for (int index = 0; index < type.components().size(); index++) {
      Component component = type.components().get(index);
      Object a = type.access().value(expected, index);
      Object b = type.access().value(actual, index);
      if (!(isRounded(index) ? isClose(a, b) : RowKeys.of(a).equals(RowKeys.of(b)))) {
        text.append("\n  ").append(component.name()).append(" ").append(component.type());
        text.append(": expected ").append(ProgramText.of(a)).append(", was ");
        text.append(ProgramText.of(b));
      }
    }
    return text.toString();
  }

  private Record nearest(Record row, List<Record> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> differences(row, candidate)))
        .orElse(row);
  }

  private int differences(Record a, Record b) {
    int differences = 0;
    for (int index = 0; index < type.components().size(); index++) {
      Object left = RowKeys.of(type.access().value(a, index));
      differences += left.equals(RowKeys.of(type.access().value(b, index))) ? 0 : 1;
    }
    return differences;
  }
}
