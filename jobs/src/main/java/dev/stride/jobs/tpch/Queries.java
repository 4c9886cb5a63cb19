// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import dev.stride.api.Node;
import dev.stride.api.WorkflowBuilder;
import dev.stride.jobs.tpch.query.Q01PricingSummary;
import dev.stride.jobs.tpch.query.Q02MinimumCostSupplier;
import dev.stride.jobs.tpch.query.Q03ShippingPriority;
import dev.stride.jobs.tpch.query.Q04OrderPriority;
import dev.stride.jobs.tpch.query.Q05LocalSupplierVolume;
import dev.stride.jobs.tpch.query.Q06ForecastRevenue;
import dev.stride.jobs.tpch.query.Q07VolumeShipping;
import dev.stride.jobs.tpch.query.Q08NationalMarketShare;
import dev.stride.jobs.tpch.query.Q09ProductTypeProfit;
import dev.stride.jobs.tpch.query.Q10ReturnedItems;
import dev.stride.jobs.tpch.query.Q11ImportantStock;
import dev.stride.jobs.tpch.query.Q12ShippingModes;
import dev.stride.jobs.tpch.query.Q13CustomerDistribution;
import dev.stride.jobs.tpch.query.Q14PromotionEffect;
import dev.stride.jobs.tpch.query.Q15TopSupplier;
import dev.stride.jobs.tpch.query.Q16PartsSupplierCount;
import dev.stride.jobs.tpch.query.Q17SmallQuantityRevenue;
import dev.stride.jobs.tpch.query.Q18LargeVolumeCustomer;
import dev.stride.jobs.tpch.query.Q19DiscountedRevenue;
import dev.stride.jobs.tpch.query.Q20PotentialPromotion;
import dev.stride.jobs.tpch.query.Q21WaitingOrders;
import dev.stride.jobs.tpch.query.Q22SalesOpportunity;
import java.util.List;

/** The queries by number, and the tables that each needs. */
final class Queries {
  /** Declares a query as a step. */
  private interface Query {
    Node<?> declare(WorkflowBuilder workflow, Tables tables);
  }

  private static final List<Query> QUERIES =
      List.of(
          (w, t) -> w.step(Q01PricingSummary::q1, t.lineItems()),
          (w, t) ->
              w.step(
                  Q02MinimumCostSupplier::q2,
                  t.parts(),
                  t.suppliers(),
                  t.partSuppliers(),
                  t.nations(),
                  t.regions()),
          (w, t) -> w.step(Q03ShippingPriority::q3, t.customers(), t.orders(), t.lineItems()),
          (w, t) -> w.step(Q04OrderPriority::q4, t.orders(), t.lineItems()),
          (w, t) ->
              w.step(
                  Q05LocalSupplierVolume::q5,
                  t.customers(),
                  t.orders(),
                  t.lineItems(),
                  t.suppliers(),
                  t.nations(),
                  t.regions()),
          (w, t) -> w.step(Q06ForecastRevenue::q6, t.lineItems()),
          (w, t) ->
              w.step(
                  Q07VolumeShipping::q7,
                  t.suppliers(),
                  t.lineItems(),
                  t.orders(),
                  t.customers(),
                  t.nations()),
          (w, t) ->
              w.step(
                  Q08NationalMarketShare::q8,
                  t.parts(),
                  t.suppliers(),
                  t.lineItems(),
                  t.orders(),
                  t.customers(),
                  t.nations(),
                  t.regions()),
          (w, t) ->
              w.step(
                  Q09ProductTypeProfit::q9,
                  t.parts(),
                  t.suppliers(),
                  t.lineItems(),
                  t.partSuppliers(),
                  t.orders(),
                  t.nations()),
          (w, t) ->
              w.step(Q10ReturnedItems::q10, t.customers(), t.orders(), t.lineItems(), t.nations()),
          (w, t) -> w.step(Q11ImportantStock::q11, t.partSuppliers(), t.suppliers(), t.nations()),
          (w, t) -> w.step(Q12ShippingModes::q12, t.orders(), t.lineItems()),
          (w, t) -> w.step(Q13CustomerDistribution::q13, t.customers(), t.orders()),
          (w, t) -> w.step(Q14PromotionEffect::q14, t.lineItems(), t.parts()),
          (w, t) -> w.step(Q15TopSupplier::q15, t.lineItems(), t.suppliers()),
          (w, t) -> w.step(Q16PartsSupplierCount::q16, t.partSuppliers(), t.parts(), t.suppliers()),
          (w, t) -> w.step(Q17SmallQuantityRevenue::q17, t.lineItems(), t.parts()),
          (w, t) -> w.step(Q18LargeVolumeCustomer::q18, t.customers(), t.orders(), t.lineItems()),
          (w, t) -> w.step(Q19DiscountedRevenue::q19, t.lineItems(), t.parts()),
          (w, t) ->
              w.step(
                  Q20PotentialPromotion::q20,
                  t.suppliers(),
                  t.nations(),
                  t.partSuppliers(),
                  t.parts(),
                  t.lineItems()),
          (w, t) ->
              w.step(Q21WaitingOrders::q21, t.suppliers(), t.lineItems(), t.orders(), t.nations()),
          (w, t) -> w.step(Q22SalesOpportunity::q22, t.customers(), t.orders()));

  private Queries() {}

  static int count() {
    return QUERIES.size();
  }

  static Node<?> declare(int number, WorkflowBuilder workflow, Tables tables) {
    return QUERIES.get(number - 1).declare(workflow, tables);
  }
}
