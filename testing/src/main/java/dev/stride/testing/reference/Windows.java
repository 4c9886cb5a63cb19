// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Frame;
import dev.stride.api.expression.WindowCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Window functions: each partition is sorted, then each row looks at its frame. */
final class Windows {
  private Windows() {}

  /** One value per row, in the order of {@code rows}. */
  static @Nullable Object[] values(WindowCall<?> call, List<RowScope> rows) {
    @Nullable Object[] values = new @Nullable Object[rows.size()];
    for (List<RowScope> partition : partitions(call, rows)) {
      List<RowScope> sorted = Aggregates.sorted(partition, call.window().orderings());
      for (int index = 0; index < sorted.size(); index++) {
        values[sorted.get(index).position()] = value(call, sorted, index);
      }
    }
    return values;
  }

  private static Iterable<List<RowScope>> partitions(WindowCall<?> call, List<RowScope> rows) {
    Map<List<Object>, List<RowScope>> partitions = new LinkedHashMap<>();
    for (RowScope row : rows) {
      partitions
          .computeIfAbsent(keys(call.window().partition(), row), key -> new ArrayList<>())
          .add(row);
    }
    return partitions.values();
  }

  static List<Object> keys(List<Expression<?>> expressions, RowScope row) {
    return expressions.stream()
        .map(expression -> ValueOrder.key(ExpressionInterpreter.value(expression, row)))
        .toList();
  }

  private static @Nullable Object value(WindowCall<?> call, List<RowScope> rows, int index) {
    if (call.function() instanceof WindowCall.Aggregated aggregated) {
      return Aggregates.value(aggregated.call(), frame(call, rows, index));
    }
    WindowCall.Ranking ranking = (WindowCall.Ranking) call.function();
    int before = firstPeer(call, rows, index);
    int upTo = lastPeer(call, rows, index) + 1;
    int last = rows.size() - 1;
    return switch (ranking.function()) {
      case ROW_NUMBER -> index + 1;
      case RANK -> before + 1;
      case DENSE_RANK -> denseRank(call, rows, index);
      case PERCENT_RANK -> last == 0 ? 0.0 : (double) before / last;
      case CUME_DIST -> (double) upTo / rows.size();
      case NTILE -> bucket(index, rows.size(), ranking.offset());
      case LAG -> argument(ranking, rows, index - (long) ranking.offset());
      case LEAD -> argument(ranking, rows, index + (long) ranking.offset());
      case FIRST_VALUE -> argument(ranking, frame(call, rows, index), 0);
      case LAST_VALUE -> {
        List<RowScope> frame = frame(call, rows, index);
        yield argument(ranking, frame, frame.size() - 1L);
      }
    };
  }

  private static @Nullable Object argument(
      WindowCall.Ranking ranking, List<RowScope> rows, long index) {
    return index < 0 || index >= rows.size()
        ? null
        : ExpressionInterpreter.value(ranking.arguments().get(0), rows.get((int) index));
  }

  private static boolean arePeers(WindowCall<?> call, RowScope a, RowScope b) {
    Comparator<RowScope> order = Aggregates.order(call.window().orderings());
    return order.compare(a, b) == 0;
  }

  private static int firstPeer(WindowCall<?> call, List<RowScope> rows, int index) {
    int first = index;
    while (first > 0 && arePeers(call, rows.get(first - 1), rows.get(index))) {
      first--;
    }
    return first;
  }

  private static int lastPeer(WindowCall<?> call, List<RowScope> rows, int index) {
    int last = index;
    while (last < rows.size() - 1 && arePeers(call, rows.get(last + 1), rows.get(index))) {
      last++;
    }
    return last;
  }

  private static int denseRank(WindowCall<?> call, List<RowScope> rows, int index) {
    int rank = 1;
    for (int row = 1; row <= index; row++) {
      rank += arePeers(call, rows.get(row - 1), rows.get(row)) ? 0 : 1;
    }
    return rank;
  }

  /** The first buckets take one row more where the rows do not divide evenly. */
  private static int bucket(int index, int rows, int buckets) {
    int size = rows / buckets;
    int larger = rows % buckets;
    int inLarger = larger * (size + 1);
    return index < inLarger
        ? index / (size + 1) + 1
        : larger + (index - inLarger) / Math.max(1, size) + 1;
  }

  private static List<RowScope> frame(WindowCall<?> call, List<RowScope> rows, int index) {
    Frame frame = call.window().frame();
    if (frame.unit() == Frame.Unit.DEFAULT) {
      return rows.subList(0, lastPeer(call, rows, index) + 1);
    }
    int from = bound(index, frame.start(), rows.size());
    int to = bound(index + 1, frame.end(), rows.size());
    return rows.subList(from, Math.max(from, to));
  }

  private static int bound(int base, long offset, int size) {
    if (offset <= -size || offset >= size) {
      return offset < 0 ? 0 : size;
    }
    return Math.max(0, Math.min(size, base + (int) offset));
  }
}
