// SPDX-License-Identifier: Apache-2.0
package dev.stride.jobs.tpch;

import dev.stride.jobs.tpch.table.Customer;
import dev.stride.jobs.tpch.table.LineItem;
import dev.stride.jobs.tpch.table.Nation;
import dev.stride.jobs.tpch.table.Order;
import dev.stride.jobs.tpch.table.Part;
import dev.stride.jobs.tpch.table.PartSupplier;
import dev.stride.jobs.tpch.table.Region;
import dev.stride.jobs.tpch.table.Supplier;
import io.trino.tpch.CustomerGenerator;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.NationGenerator;
import io.trino.tpch.OrderGenerator;
import io.trino.tpch.PartGenerator;
import io.trino.tpch.PartSupplierGenerator;
import io.trino.tpch.RegionGenerator;
import io.trino.tpch.SupplierGenerator;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** The eight tables at a scale, and how the generator's rows become records. */
final class GeneratedTables {
  /** Rows of a part: large enough for a file, small enough to hold several parts in memory. */
  private static final int PART_ROWS = 200_000;

  private static final int LINES_OF_AN_ORDER = 4;
  private static final int SUPPLIERS_OF_A_PART = 4;

  private final double scale;

  private GeneratedTables(double scale) {
    this.scale = scale;
  }

  static List<GeneratedTable> at(double scale) {
    GeneratedTables tables = new GeneratedTables(scale);
    return List.of(
        GeneratedTable.of(
            "region", Region.class, 1, part -> new RegionGenerator(), GeneratedTables::region),
        GeneratedTable.of(
            "nation", Nation.class, 1, part -> new NationGenerator(), GeneratedTables::nation),
        tables.suppliers(),
        tables.customers(),
        tables.parts(),
        tables.partSuppliers(),
        tables.orders(),
        tables.lineItems());
  }

  private GeneratedTable suppliers() {
    int parts = partsOf(SupplierGenerator.SCALE_BASE);
    return GeneratedTable.of(
        "supplier",
        Supplier.class,
        parts,
        part -> new SupplierGenerator(scale, part + 1, parts),
        GeneratedTables::supplier);
  }

  private GeneratedTable customers() {
    int parts = partsOf(CustomerGenerator.SCALE_BASE);
    return GeneratedTable.of(
        "customer",
        Customer.class,
        parts,
        part -> new CustomerGenerator(scale, part + 1, parts),
        GeneratedTables::customer);
  }

  private GeneratedTable parts() {
    int parts = partsOf(PartGenerator.SCALE_BASE);
    return GeneratedTable.of(
        "part",
        Part.class,
        parts,
        part -> new PartGenerator(scale, part + 1, parts),
        GeneratedTables::part);
  }

  private GeneratedTable partSuppliers() {
    int parts = partsOf(PartGenerator.SCALE_BASE * SUPPLIERS_OF_A_PART);
    return GeneratedTable.of(
        "partsupp",
        PartSupplier.class,
        parts,
        part -> new PartSupplierGenerator(scale, part + 1, parts),
        GeneratedTables::partSupplier);
  }

  private GeneratedTable orders() {
    int parts = partsOf(OrderGenerator.SCALE_BASE);
    return GeneratedTable.of(
        "orders",
        Order.class,
        parts,
        part -> new OrderGenerator(scale, part + 1, parts),
        GeneratedTables::order);
  }

  private GeneratedTable lineItems() {
    int parts = partsOf(OrderGenerator.SCALE_BASE * LINES_OF_AN_ORDER);
    return GeneratedTable.of(
        "lineitem",
        LineItem.class,
        parts,
        part -> new LineItemGenerator(scale, part + 1, parts),
        GeneratedTables::lineItem);
  }

  private int partsOf(int rowsAtScaleOne) {
    return Math.toIntExact((long) Math.ceil(Math.max(1, rowsAtScaleOne * scale / PART_ROWS)));
  }

  private static Region region(io.trino.tpch.Region row) {
    return new Region(row.getRegionKey(), row.getName(), row.getComment());
  }

  private static Nation nation(io.trino.tpch.Nation row) {
    return new Nation(row.getNationKey(), row.getName(), row.getRegionKey(), row.getComment());
  }

  private static Supplier supplier(io.trino.tpch.Supplier row) {
    return new Supplier(
        row.getSupplierKey(),
        row.getName(),
        row.getAddress(),
        row.getNationKey(),
        row.getPhone(),
        hundredths(row.getAccountBalanceInCents()),
        row.getComment());
  }

  private static Customer customer(io.trino.tpch.Customer row) {
    return new Customer(
        row.getCustomerKey(),
        row.getName(),
        row.getAddress(),
        row.getNationKey(),
        row.getPhone(),
        hundredths(row.getAccountBalanceInCents()),
        row.getMarketSegment(),
        row.getComment());
  }

  private static Part part(io.trino.tpch.Part row) {
    return new Part(
        row.getPartKey(),
        row.getName(),
        row.getManufacturer(),
        row.getBrand(),
        row.getType(),
        row.getSize(),
        row.getContainer(),
        hundredths(row.getRetailPriceInCents()),
        row.getComment());
  }

  private static PartSupplier partSupplier(io.trino.tpch.PartSupplier row) {
    return new PartSupplier(
        row.getPartKey(),
        row.getSupplierKey(),
        row.getAvailableQuantity(),
        hundredths(row.getSupplyCostInCents()),
        row.getComment());
  }

  private static Order order(io.trino.tpch.Order row) {
    return new Order(
        row.getOrderKey(),
        row.getCustomerKey(),
        String.valueOf(row.getOrderStatus()),
        hundredths(row.getTotalPriceInCents()),
        date(row.getOrderDate()),
        row.getOrderPriority(),
        row.getClerk(),
        row.getShipPriority(),
        row.getComment());
  }

  private static LineItem lineItem(io.trino.tpch.LineItem row) {
    return new LineItem(
        row.getOrderKey(),
        row.getPartKey(),
        row.getSupplierKey(),
        row.getLineNumber(),
        hundredths(row.getQuantity() * 100),
        hundredths(row.getExtendedPriceInCents()),
        hundredths(row.getDiscountPercent()),
        hundredths(row.getTaxPercent()),
        row.getReturnFlag(),
        row.getStatus(),
        date(row.getShipDate()),
        date(row.getCommitDate()),
        date(row.getReceiptDate()),
        row.getShipInstructions(),
        row.getShipMode(),
        row.getComment());
  }

  private static BigDecimal hundredths(long value) {
    return BigDecimal.valueOf(value, 2);
  }

  /** The generator gives dates as days since 1970-01-01. */
  private static LocalDate date(int epochDay) {
    return LocalDate.ofEpochDay(epochDay);
  }
}
