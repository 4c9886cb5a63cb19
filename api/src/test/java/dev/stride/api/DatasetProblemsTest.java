// SPDX-License-Identifier: Apache-2.0
package dev.stride.api;

import static dev.stride.api.Assignment.set;
import static dev.stride.api.JoinCondition.on;
import static dev.stride.api.expression.Functions.asc;
import static dev.stride.api.expression.Functions.collectList;
import static dev.stride.api.expression.Functions.count;
import static dev.stride.api.expression.Functions.field;
import static dev.stride.api.expression.Functions.left;
import static dev.stride.api.expression.Functions.literal;
import static dev.stride.api.expression.Functions.mean;
import static dev.stride.api.expression.Functions.right;
import static dev.stride.api.expression.Functions.rowNumber;
import static dev.stride.api.expression.Functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.api.expression.Expression;
import dev.stride.api.expression.Window;
import dev.stride.api.failure.StrideException;
import dev.stride.api.relation.Join;
import dev.stride.api.relation.Rows;
import dev.stride.api.relation.Select;
import dev.stride.api.spi.DatasetReader;
import dev.stride.api.type.RecordType;
import java.math.BigDecimal;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

public class DatasetProblemsTest {
  public record Item(
      String name,
      int quantity,
      @Decimal(precision = 10, scale = 2) BigDecimal price,
      List<String> tags) {}

  public record Other(int quantity, String label) {}

  public record Named(String name) {}

  public record NameCount(String name, long count) {}

  public record NameQuantity(String name, int quantity) {}

  public record NameLabel(String name, String label) {}

  public record NamePrice(String name, @Decimal(precision = 8, scale = 2) BigDecimal price) {}

  public record Longer(String name, long quantity) {}

  private static <R extends Record> Dataset<R> rows(Class<R> type) {
    return Dataset.of(type, new Rows(RecordType.of(type), List.of()), DatasetReader.forbidden());
  }

  private static final Dataset<Item> ITEMS = rows(Item.class);
  private static final Dataset<Other> OTHERS = rows(Other.class);

  private static void refuses(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void refusesOtherNumbersOfColumns() {
    refuses(
        () -> ITEMS.select(NameCount.class, field(Item::name)),
        "Cannot make NameCount in select: 1 values for 2 components (give one per component: [name,"
            + " count])");
    refuses(
        () -> ITEMS.select(Named.class, field(Item::name), field(Item::name)),
        "Cannot make Named in select: 2 values for 1 components (give one per component: [name])");
  }

  @Test
  void refusesColumnsOfOtherTypes() {
    refuses(
        () -> ITEMS.select(Named.class, field(Item::quantity)),
        "Cannot use Item.quantity in Named.name: it is INT (must be STRING; narrowing is explicit,"
            + " for example asDecimal or asInt)");
    refuses(
        () -> ITEMS.select(NameQuantity.class, field(Item::name), field(Item::quantity).asLong()),
        "Cannot use cast(Item.quantity as LONG) in NameQuantity.quantity: it is LONG (must be INT;"
            + " narrowing is explicit, for example asDecimal or asInt)");
    refuses(
        () -> ITEMS.select(NamePrice.class, field(Item::name), field(Item::price)),
        "Cannot use Item.price in NamePrice.price: it is DECIMAL(10,2) (must be DECIMAL(8,2);"
            + " narrowing is explicit, for example asDecimal or asInt)");
  }

  @Test
  void widensWhereNothingIsLost() {
    Select select =
        (Select) ITEMS.select(Longer.class, field(Item::name), field(Item::quantity)).relation();

    assertThat(select.values()).hasToString("[Item.name, cast(Item.quantity as LONG)]");
  }

  public record NoDecimal(BigDecimal price) {}

  @Test
  void refusesRecordsWithoutADecimalType() {
    refuses(
        () -> ITEMS.select(NoDecimal.class, field(Item::price)),
        "Cannot store record NoDecimal: price is a BigDecimal without a type (add"
            + " @Decimal(precision = …, scale = …))");
  }

  @Test
  void refusesFieldsOfOtherRows() {
    refuses(
        () -> ITEMS.filter(field(Other::label).eq("a")),
        "Cannot use Other.label in filter: the rows are Item (use one of [name, quantity, price,"
            + " tags])");
    refuses(
        () -> ITEMS.orderBy(asc(Other::label)),
        "Cannot use Other.label in orderBy: the rows are Item (use one of [name, quantity, price,"
            + " tags])");
  }

  @Test
  void refusesFieldsThatAreNoComponents() {
    refuses(
        () -> field((Item item) -> item.name()),
        "Cannot use a lambda as field: it names no component (pass the accessor of a record, for"
            + " example Flight::origin)");
    refuses(
        () -> field(Item::toString),
        "Cannot use Item::toString as field: it is a method, not a component (use one of [name,"
            + " quantity, price, tags])");
  }

  @Test
  void refusesAggregatesOutsideOfAggregate() {
    refuses(
        () -> ITEMS.select(NameCount.class, field(Item::name), count()),
        "Cannot use count_rows() in select: it aggregates (use aggregate, or over a window)");
    refuses(
        () -> ITEMS.filter(count().gt(1L)),
        "Cannot use "
            + count().gt(1L)
            + " in filter: it aggregates (use aggregate, or over a"
            + " window)");
  }

  @Test
  void refusesAggregatesOfAggregates() {
    refuses(
        () -> sum(count()),
        "Cannot use count_rows() in sum(x): it aggregates (aggregate first, then use)");
  }

  @Test
  void refusesWindowsOutsideOfSelect() {
    Expression<Integer> number = rowNumber(Window.ofAll().orderBy(asc(Item::name)));

    assertThatThrownBy(() -> ITEMS.filter(number.eq(1)))
        .hasMessageStartingWith("Cannot use ")
        .hasMessageEndingWith(" in filter: it is a window function (select it first)");
    assertThatThrownBy(() -> ITEMS.groupBy(number).aggregate(NameCount.class, count()))
        .hasMessageEndingWith(" in aggregate: it is a window function (select it first)");
  }

  @Test
  void refusesUnorderedRankings() {
    refuses(
        () -> rowNumber(Window.partitionBy(Item::name)),
        "Cannot use rowNumber() over an unordered window (add orderBy to the window)");
    assertThatThrownBy(() -> collectList(field(Item::name)).over(Window.ofAll()))
        .hasMessageContaining("over a window: not every engine has it");
  }

  @Test
  void refusesFieldsThatAreNeitherKeysNorAggregated() {
    refuses(
        () -> ITEMS.groupBy(Item::quantity).aggregate(NameQuantity.class, field(Item::name)),
        "Cannot use Item.name in aggregate: it is neither a key nor aggregated (add it to groupBy)");
  }

  @Test
  void acceptsExpressionsOverKeysAndAggregates() {
    assertThat(
            ITEMS.groupBy(Item::name).aggregate(Longer.class, sum(Item::quantity).plus(1)).type())
        .isEqualTo(Longer.class);
  }

  @Test
  void refusesKeysThatHaveNoOrder() {
    refuses(
        () -> ITEMS.groupBy(Item::tags).aggregate(NameCount.class, count()),
        "Cannot use Item.tags in aggregate: it is "
            + field(Item::tags).type()
            + " (group by its parts)");
    assertThatThrownBy(() -> ITEMS.distinct())
        .hasMessageStartingWith("Cannot use distinct on Item: tags is ")
        .hasMessageEndingWith(" (select into a record without it)");
  }

  @Test
  void refusesToOrderWhatNoOrderChanges() {
    refuses(
        () -> mean(Item::quantity).orderBy(asc(Item::name)),
        "Cannot order mean(x): its result does not depend on order (only collectList takes"
            + " orderBy)");
  }

  @Test
  void refusesToDeriveWhatIsNotThere() {
    refuses(
        () -> ITEMS.derive(NameLabel.class),
        "Cannot fill NameLabel.label: Item has no component of that name (add"
            + " set(NameLabel::label, …))");
    refuses(
        () -> ITEMS.derive(NameLabel.class, set(Named::name, literal("a"))),
        "Cannot set Named.name: the rows become NameLabel (set one of its components)");
    refuses(
        () ->
            ITEMS.derive(
                NameLabel.class,
                set(NameLabel::label, literal("a")),
                set(NameLabel::label, literal("b"))),
        "Cannot set NameLabel.label: it is set twice (set it once)");
  }

  @Test
  void derivesTheRestByName() {
    Select select =
        (Select) ITEMS.derive(NameLabel.class, set(NameLabel::label, literal("a"))).relation();

    assertThat(select.values()).hasToString("[Item.name, 'a']");
  }

  @Test
  void fillsPairsByName() {
    Join join =
        (Join)
            ITEMS
                .join(OTHERS, on(Item::quantity, Other::quantity))
                .into(NameLabel.class)
                .relation();

    assertThat(join.values()).hasSize(2);
    assertThat(
            ITEMS.join(OTHERS, on(Item::quantity, Other::quantity)).into(NameQuantity.class).type())
        .isEqualTo(NameQuantity.class);
  }

  public record OtherNames(int quantity, String name) {}

  @Test
  void refusesNamesThatBothSidesHave() {
    Dataset<OtherNames> others = rows(OtherNames.class);

    refuses(
        () -> ITEMS.join(others, on(Item::quantity, OtherNames::quantity)).into(Named.class),
        "Cannot fill Named.name: both sides have it (use select with left(…) or right(…))");
    refuses(
        () -> ITEMS.fullJoin(OTHERS, on(Item::quantity, Other::quantity)).into(NameQuantity.class),
        "Cannot fill NameQuantity.quantity: either side may miss (use select with coalesce)");
    refuses(
        () -> ITEMS.join(OTHERS, on(Item::quantity, Other::quantity)).into(NameCount.class),
        "Cannot fill NameCount.count: neither side has it (use select)");
  }

  @Test
  void refusesSidesWhereThereAreNone() {
    refuses(
        () -> ITEMS.filter(left(Item::name).eq("a")),
        "Cannot use " + left(Item::name) + " in filter: there is one input (write field(…))");
    refuses(
        () ->
            ITEMS
                .join(OTHERS, on(Item::quantity, Other::quantity))
                .select(Named.class, field(Item::name)),
        "Cannot use Item.name in join: a join has two sides (write left(…) or right(…))");
    assertThatThrownBy(
            () ->
                ITEMS
                    .join(OTHERS, on(Item::quantity, Other::quantity))
                    .select(Named.class, right(Item::name)))
        .hasMessageEndingWith("in join: the rows are Other (use one of [quantity, label])");
  }

  @Test
  void refusesJoinsOfOtherTypes() {
    assertThatThrownBy(() -> ITEMS.join(OTHERS, on(Item::name, Other::quantity)).into(Named.class))
        .hasMessageStartingWith("Cannot combine Item.name and Other.quantity in ")
        .hasMessageEndingWith(
            ": STRING and INT (cast one, for example with asDouble() or asLong())");
    assertThatThrownBy(() -> ITEMS.semiJoin(OTHERS, on(Item::tags, Other::label)))
        .hasMessageContaining("Cannot use Item.tags in join: it is ");
  }

  @Test
  void widensJoinKeysToOneType() {
    Dataset<Longer> longer = rows(Longer.class);
    Join join = (Join) ITEMS.semiJoin(longer, on(Item::quantity, Longer::quantity)).relation();

    assertThat(join.keys().get(0).left()).hasToString("cast(Item.quantity as LONG)");
    assertThat(join.keys().get(0).right()).hasToString("Longer.quantity");
  }

  @Test
  void addsConditionsToJoins() {
    Join join =
        (Join)
            ITEMS
                .join(
                    OTHERS,
                    JoinCondition.<Item, Other>on(left(Item::quantity).gt(right(Other::quantity)))
                        .and(left(Item::name).ne("a"))
                        .and(Item::name, Other::label))
                .into(NameLabel.class)
                .relation();

    assertThat(join.keys()).hasSize(1);
    assertThat(join.residual().orElseThrow().toString()).contains("and");
  }

  @Test
  void refusesConditionsThatAreNone() {
    refuses(() -> ITEMS.sample(2, 1, Item::name), "Invalid sample fraction: 2.0 (must be 0 to 1)");
    refuses(
        () -> ITEMS.sample(Double.NaN, 1, Item::name),
        "Invalid sample fraction: NaN (must be 0 to 1)");
    refuses(() -> ITEMS.limit(-1), "Invalid limit: -1 rows after 0 (must not be negative)");
    refuses(() -> ITEMS.orderBy(), "Invalid orderBy: no keys (must be at least one)");
    assertThatThrownBy(() -> ITEMS.sample(0.5, 1))
        .hasMessage("Invalid sample: no fields (must name those that tell rows apart)");
  }

  @Test
  void explodesOnlyLists() {
    assertThatThrownBy(() -> ITEMS.explode(wrong(field(Item::name))))
        .hasMessage("Cannot explode Item.name: it is STRING (must be a list)");
    assertThat(
            ITEMS
                .explode(Item::tags)
                .select(Named.class, ITEMS.explode(Item::tags).element())
                .type())
        .isEqualTo(Named.class);
    assertThatThrownBy(() -> ITEMS.select(Named.class, ITEMS.explode(Item::tags).element()))
        .hasMessageEndingWith(" in select: there is no element (only explode has one)");
  }

  @SuppressWarnings("unchecked")
  private static Expression<List<String>> wrong(Expression<?> expression) {
    return (Expression<List<String>>) expression;
  }

  @Test
  void doesNotReadInADataParallelStep() {
    assertThatThrownBy(ITEMS::toList)
        .isInstanceOf(StrideException.class)
        .hasMessageStartingWith("Cannot read");
    assertThatThrownBy(ITEMS::rowCount).isInstanceOf(StrideException.class);
  }

  public record Gap(@Nullable String name) {}

  @Test
  void refusesADatasetOfAnotherRecord() {
    assertThatThrownBy(() -> Dataset.of(Gap.class, ITEMS.relation(), DatasetReader.forbidden()))
        .hasMessage("Cannot use dataset of Item as dataset of Gap (select into that record)");
  }
}
