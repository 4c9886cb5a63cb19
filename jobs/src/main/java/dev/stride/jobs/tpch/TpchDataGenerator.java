// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import dev.stride.runner.DataGenerator;
import java.nio.file.Path;

/** Makes the tables of TPC-H on the command line; see {@link TpchData}. */
public final class TpchDataGenerator implements DataGenerator {
  @Override
  public String name() {
    return "tpch";
  }

  @Override
  public String description() {
    return "The eight tables of TPC-H; at scale 1 they have 8.7 million rows.";
  }

  @Override
  public void generate(double scale, Path folder) {
    TpchData.generate(scale, folder);
  }
}
