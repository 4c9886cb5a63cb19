// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import dev.stride.api.Dataset;
import dev.stride.api.Node;
import dev.stride.api.WorkflowBuilder;
import dev.stride.api.source.Parquet;
import dev.stride.jobs.tpch.table.Customer;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Nation;
import dev.stride.jobs.tpch.table.Order;
import dev.stride.jobs.tpch.table.Part;
import dev.stride.jobs.tpch.table.PartSupplier;
import dev.stride.jobs.tpch.table.Region;
import dev.stride.jobs.tpch.table.Supplier;
import java.util.HashMap;
import java.util.Map;

/** The tables below a folder, each declared when the first query asks for it. */
final class Tables {
  private final WorkflowBuilder workflow;
  private final String folder;
  private final Map<Class<?>, Node<?>> declared = new HashMap<>();

  Tables(WorkflowBuilder workflow, String folder) {
    this.workflow = workflow;
    this.folder = folder;
  }

  Node<Dataset<Region>> regions() {
    return table("region", Region.class);
  }

  Node<Dataset<Nation>> nations() {
    return table("nation", Nation.class);
  }

  Node<Dataset<Supplier>> suppliers() {
    return table("supplier", Supplier.class);
  }

  Node<Dataset<Part>> parts() {
    return table("part", Part.class);
  }

  Node<Dataset<PartSupplier>> partSuppliers() {
    return table("partsupp", PartSupplier.class);
  }

  Node<Dataset<Customer>> customers() {
    return table("customer", Customer.class);
  }

  Node<Dataset<Order>> orders() {
    return table("orders", Order.class);
  }

  Node<Dataset<LineItem>> lineItems() {
    return table("lineitem", LineItem.class);
  }

  @SuppressWarnings("unchecked")
  private <R extends Record> Node<Dataset<R>> table(String name, Class<R> type) {
    return (Node<Dataset<R>>)
        declared.computeIfAbsent(
            type, absent -> workflow.read(name, type, Parquet.at(folder + "/" + name)));
  }
}
