// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch.query;

import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.field;

import dev.stride.api.Dataset;
import dev.stride.jobs.tpch.table.Nation;
import dev.stride.jobs.tpch.table.Region;
import dev.stride.jobs.tpch.table.Supplier;

/** Nations by region, and suppliers by nation. */
final class Places {
  private Places() {}

  /** The nations of a region. */
  static Dataset<Nation> nationsOf(
      String region, Dataset<Nation> nations, Dataset<Region> regions) {
    return nations.semiJoin(
        regions.filter(field(Region::name).eq(region)), on(Nation::regionKey, Region::regionKey));
  }

  /** The suppliers of a nation. */
  static Dataset<Supplier> suppliersOf(
      String nation, Dataset<Supplier> suppliers, Dataset<Nation> nations) {
    return suppliers.semiJoin(
        nations.filter(field(Nation::name).eq(nation)), on(Supplier::nationKey, Nation::nationKey));
  }
}
