// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tables at a scale, below {@code target}, made once for all tests of this build. */
final class TpchTestData {
  static final List<String> TABLES =
      List.of("region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem");

  private static final Map<Double, Path> FOLDERS = new HashMap<>();

  private TpchTestData() {}

  static synchronized Path at(double scale) {
    return FOLDERS.computeIfAbsent(scale, TpchTestData::generate);
  }

  private static Path generate(double scale) {
    Path folder = Path.of("target", "tpch", Double.toString(scale)).toAbsolutePath();
    deleteTree(folder);
    TpchData.generate(scale, folder);
    return folder;
  }

  private static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
