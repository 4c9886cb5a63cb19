// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import dev.stride.api.failure.FailureKind;
import dev.stride.api.failure.StrideException;
import dev.stride.backend.local.LocalBackend;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Makes the eight tables of TPC-H at any scale, the same rows each time: {@code
 * FOLDER/TABLE/part-00000.parquet} and so on, with the names and types of the specification and
 * {@code DECIMAL(15,2)} for what it calls decimal. Scale 1 has about 8.7 million rows and needs
 * less than 1 GiB of heap, as does any larger scale.
 *
 * <p>A table appears whole or not at all. Tables that were finished before a failure stay.
 */
public final class TpchData {
  private TpchData() {}

  /**
   * Writes the tables.
   *
   * @param scale the scale factor, above 0
   * @param folder the folder for the tables, made if it is missing
   * @throws StrideException of kind {@code USAGE} for an impossible scale; of kind {@code
   *     CONFIGURATION} if a table exists or cannot be written; of kind {@code RESOURCES} if the
   *     disk is full
   */
  public static void generate(double scale, Path folder) {
    if (!(scale > 0) || scale > 100_000) {
      throw new StrideException(
          FailureKind.USAGE,
          "Invalid scale: " + scale + " (must be above 0 and at most 100000, for example 0.1)");
    }
    List<GeneratedTable> tables = GeneratedTables.at(scale);
    for (GeneratedTable table : tables) {
      checkAbsent(folder.resolve(table.name()));
    }
    try (LocalBackend backend = LocalBackend.open(Map.of())) {
      TableWriter writer = new TableWriter(backend);
      for (GeneratedTable table : tables) {
        writer.write(table, folder);
      }
    }
  }

  private static void checkAbsent(Path table) {
    if (Files.exists(table, LinkOption.NOFOLLOW_LINKS)) {
      throw new StrideException(
          FailureKind.CONFIGURATION,
          "Cannot write table: " + table + " exists (delete it, or choose another folder)");
    }
  }
}
