// SPDX-License-Identifier: Apache-2.0
package dev.stride.testing.reference;

import dev.stride.api.failure.FunctionFailed;
import dev.stride.api.relation.Opaque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs a user's functions over rows, all rows being one partition. */
final class OpaqueCode {
  private OpaqueCode() {}

  static List<Record> rows(Opaque opaque, List<Record> input) {
    List<Record> results = new ArrayList<>();
    try {
      run(opaque.code(), input, results);
    } catch (Exception e) {
      throw FunctionFailed.of(e);
    }
    if (results.contains(null)) {
      throw ReferenceError.nullValue("a function's result");
    }
    return results;
  }

  private static void run(Opaque.Code code, List<Record> input, List<Record> results)
      throws Exception {
    if (code instanceof Opaque.MapPartitions partitions) {
      partitions.function().apply(input.iterator()).forEachRemaining(results::add);
      return;
    }
    for (Record row : input) {
      run(code, row, results);
    }
  }

  private static void run(Opaque.Code code, Record row, List<Record> results) throws Exception {
    if (code instanceof Opaque.Map map) {
      results.add(map.function().apply(row));
    } else if (code instanceof Opaque.Keep keep && keep.function().test(row)) {
      results.add(row);
    } else if (code instanceof Opaque.FlatMap flatMap) {
      try (Stream<Record> expanded = flatMap.function().apply(row)) {
        expanded.forEach(results::add);
      }
    }
  }
}
